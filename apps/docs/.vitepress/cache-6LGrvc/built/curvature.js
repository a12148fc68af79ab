import { $ as applyAndFree, D as chain, a as register, b as threefry, d as RuleOptimizer, lt as checkOptions, n as number, ot as checkInteger, pt as checkTensor, r as readOptions, rt as checkBoolean, st as checkNames, ut as checkPositive, yt as TensorError } from "./assets/check-Bw3kyXK2.js";
import { c as randomUniform, d as Module, l as RandomStreams, o as Linear, p as parameter, s as Sequential } from "./assets/split-BNnPFag0.js";
import { t as Dropout } from "./assets/dropout-D0IFKwOG.js";
import { n as rowsOf, r as standardize, t as centre } from "./assets/standardize-CErg3G7y.js";
import { t as Tanh } from "./assets/tanh-DiRP0AdL.js";
import { t as crossEntropy } from "./assets/cross-entropy-CXbMFloZ.js";
import { t as decoupledDecay } from "./assets/decoupled-decay-DAXG0h7E.js";
import { t as meanSquare } from "./assets/mean-square-s_RYIOh3.js";
import { t as scaleByLearningRate } from "./assets/scale-by-learning-rate-COjWDD57.js";
import { t as scaleBySophia } from "./assets/scale-by-sophia-BTT-nBG5.js";
import { n as syntheticOptions, t as classifiedPoints } from "./assets/points-BpyXeRKz.js";
import { cast, cumsum, lessEqual, minimum, mul, ones, reshape, slice, softmax, sum, tidy, zeros } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs";
// packages/nn/src/layers/normalization/layer-norm.ts
/**
* Standardizes the features of each example by themselves, and scales and shifts them:
*
*     y = (x − μ) / √(σ² + ε) · γ + β        x [..., features]   γ, β [features]
*
* μ and σ² are the mean and variance over the last axis, in training and evaluation alike. γ is 1 and β
* is 0 at first. It is `torch.nn.LayerNorm(features, eps, elementwise_affine)`.
*
* Paper: Ba, Kiros & Hinton 2016, https://arxiv.org/abs/1607.06450
* @throws {@link OptionError} when an argument leaves the range written on it.
* @throws {@link TensorError} in `forward`, when the last size of x is not `features`.
* @example
* ```ts
* const layer = new LayerNorm(2);
* layer.forward(tensor2d([[1, 3], [10, 30]])).print(); // [[-1, 1], [-1, 1]]
* ```
*/
var LayerNorm = class extends Module {
	features;
	epsilon;
	gamma;
	beta;
	constructor(features, options = {}) {
		super();
		checkOptions("LayerNorm", options);
		const { epsilon = 1e-5, affine = true } = options;
		checkInteger("LayerNorm", { features }, 1, "features");
		checkNames("LayerNorm", options, ["epsilon", "affine"]);
		checkPositive("LayerNorm", { epsilon }, "epsilon");
		checkBoolean("LayerNorm", { affine }, "affine");
		this.features = features;
		this.epsilon = epsilon;
		if (affine) {
			this.gamma = parameter(ones([features]));
			this.beta = parameter(zeros([features]));
		}
	}
	forward(x) {
		const { features, epsilon, gamma, beta } = this;
		return tidy(() => {
			const { centred, variance } = centre(rowsOf("LayerNorm.forward", x, features), 1);
			return reshape(standardize(centred, variance, epsilon, gamma, beta), x.shape);
		});
	}
};
// packages/nn/src/losses/check-logits.ts
/** Throws unless there are logits of classes for each example of a batch. */
function checkLogits(where, logits) {
	checkTensor(`${where}.logits`, logits);
	const { dtype, rank, size, shape } = logits;
	if (dtype === "float32" && rank === 2 && size > 0) return;
	throw new TensorError(`${where}: got logits ${dtype} [${shape}], expected float32 [batch, classes], not empty.`);
}
// packages/nn/src/losses/sampled-cross-entropy.ts
/**
* The cross-entropy at labels that the logits draw themselves, each class as likely as they say. The squares of its
* gradients estimate the curvature of {@link crossEntropy} (Gauss-Newton-Bartlett), as `SophiaG` needs it.
*
* The label of a row is the first class up to which the probabilities sum to more than u, for one number u of
* {@link randomUniform} for each row. The same draw gives the same u on every backend, and so the same labels but where a
* sum is within rounding of u.
*
* @param logits float32 `[batch, classes]`, not yet normalized.
* @param draw Names the random numbers: another `step` for each batch.
* @returns A 0-D tensor, the mean over the batch.
* @throws {@link TensorError} when the logits have another shape or dtype, {@link OptionError} when the draw is out
* of range.
* @example
* ```ts
* const stream = new RandomStreams(42).next();
* optimizer.updateHessian(() => sampledCrossEntropy(model.forward(x), { ...stream, step: 0 }));
* ```
*/
function sampledCrossEntropy(logits, draw) {
	checkLogits("sampledCrossEntropy", logits);
	return tidy(() => crossEntropy(logits, sampleClasses(logits, draw)));
}
/** A class for each row of logits, int32 `[batch]`. */
function sampleClasses(logits, draw) {
	const [examples, classes] = logits.shape;
	const sums = cumsum(softmax(logits), 1);
	const whole = slice(sums, [0, classes - 1], [examples, 1]);
	const below = lessEqual(sums, mul(randomUniform([examples, 1], draw), whole));
	return cast(minimum(sum(cast(below, "float32"), 1), classes - 1), "int32");
}
// packages/optim/src/sophia/sophia-g.ts
/**
* Momentum divided by an estimate of the curvature, and cut off where that would step far.
*
* For a parameter θ with gradient g, at each step:
*
*     θ ← (1 − γ λ) θ
*     m ← β₁ m + (1 − β₁) g
*     θ ← θ − γ m / max(ρ B h, ε),  each element of the quotient within ±1
*
* Every 10 steps or so, {@link updateHessian} moves h, by a gradient ĝ at labels that the model draws itself
* (Gauss-Newton-Bartlett):
*
*     h ← β₂ h + (1 − β₂) ĝ²
*
* While h is 0, steps go by the sign of m.
*
* State: `m` and `hessian` h, zeros at first, each with the shape of θ. The numbers are those of the authors'
* `SophiaG`, which adds ε to ρ B h. optax corrects the bias of m, and steps by the h before its update.
*
* Paper: Liu et al., ICLR 2024, https://arxiv.org/abs/2305.14342
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const optimizer = new SophiaG(model, { learningRate: 1e-3, batchSize: 64 });
* const stream = new RandomStreams(42).next();
* for (let step = 0; step < 1000; step++) {
*   optimizer.step(() => crossEntropy(model.forward(x), y)).dispose();
*   if (step % 10 > 0) continue;
*   optimizer.updateHessian(() => sampledCrossEntropy(model.forward(x), { ...stream, step }));
* }
* ```
*/
var SophiaG = class extends RuleOptimizer {
	static rule = chain("SophiaG", decoupledDecay(.1), scaleBySophia({
		beta1: .965,
		beta2: .99,
		rho: .04,
		epsilon: 1e-15,
		batchSize: 5120
	}, {
		name: "gaussNewton",
		moved: meanSquare
	}), scaleByLearningRate(1e-4));
	/**
	* Moves the curvature by the squares of the gradients of a loss at sampled labels. It is no step, and the options
	* `lossScaler` and `sharpnessAware` do not concern it. Gradients computed elsewhere go to
	* `update('gaussNewton', gradients)`.
	*
	* @param loss Computes such a loss: {@link sampledCrossEntropy}. Called once.
	* @throws {@link TensorError} as {@link applyGradients}.
	*/
	updateHessian(loss) {
		applyAndFree(this.plainGradients(loss), (grads) => this.update("gaussNewton", grads));
	}
};
// packages/problems/src/datasets/xor.ts
var table = {
	...syntheticOptions,
	noise: number(0, "[0, 10]")
};
/**
* Points spread evenly over the square [−1, 1]², classified by their quadrant.
*
* Class 0 where x and y have the same sign, x y > 0; class 1 where they have opposite signs,
* x y < 0. No straight line separates the two: Minsky & Papert, Perceptrons, MIT Press 1969.
* @throws {@link ProblemError} when an option leaves the range written on it.
* @example
* ```ts
* const { train, test } = xor({ examples: 200 });
* ```
*/
function xor(options = {}) {
	const read = readOptions("xor", options, table);
	return classifiedPoints("xor", ["same signs", "opposite signs"], read, (label, _k, _count, random) => {
		const side = random.uniform() < .5 ? -1 : 1;
		return [side * (1 - random.uniform()), (label === 0 ? side : -side) * (1 - random.uniform())];
	});
}
// apps/docs/.vitepress/cache-6LGrvc/curvature.ts
await tf.setBackend("cpu");
register();
var { train, test } = xor({
	examples: 300,
	noise: .1,
	seed: 3
});
var [rows, testRows] = [train, test].map(({ examples, features }) => Array.from({ length: examples }, (_, row) => {
	const [x, y] = features.subarray(2 * row, 2 * row + 2);
	return [x, y];
}));
var mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i] / rows.length, 0));
var deviation = mean.map((m, i) => {
	const root = Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - m) ** 2 / rows.length, 0));
	return root > 1e-12 * Math.abs(m) ? root : 1;
});
var [inputs, testInputs] = [rows, testRows].map((all) => all.map((row) => row.map((x, i) => (x - mean[i]) / deviation[i])));
var random = new RandomStreams(3);
var linear1 = new Linear(2, 5, { random });
var linear2 = new Linear(5, 3, { random });
var linear3 = new Linear(3, 2, { random });
var { key, stream } = random.next();
var draws = random.next();
var model = new Sequential(linear1, new LayerNorm(5), new Tanh(), new Dropout(.25, { random }), linear2, new LayerNorm(3), new Tanh(), linear3);
var optimizer = new SophiaG(model, { batchSize: 32 });
var order = [0];
for (let step = 0; step < 25; step++) {
	const index = step % 8;
	if (index === 0) {
		order = Array.from({ length: 240 }, (_, i) => i);
		for (let i = order.length - 1; i > 0; i--) {
			const [bits] = threefry(key, stream, i, 1 + step / 8);
			const j = Math.floor(bits / 2 ** 32 * (i + 1));
			[order[i], order[j]] = [order[j], order[i]];
		}
	}
	tf.tidy(() => {
		const rows = order.slice(index * 32, (index + 1) * 32);
		const x = tf.tensor2d(rows.map((row) => inputs[row]));
		const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), "int32");
		const loss = optimizer.step(() => crossEntropy(model.forward(x), wanted));
		console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
		if (step % 10 === 0) {
			model.eval();
			optimizer.update("gaussNewton", tf.variableGrads(() => tf.mul(Math.sqrt(rows.length / 32), sampledCrossEntropy(model.forward(x), {
				...draws,
				step
			})), model.parameters()).grads);
			model.train();
		}
	});
}
model.eval();
var testLoss = tf.tidy(() => crossEntropy(model.forward(tf.tensor2d(testInputs)), tf.tensor1d(test.labels, "int32")).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
export {};
