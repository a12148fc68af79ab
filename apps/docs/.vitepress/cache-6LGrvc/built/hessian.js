import { D as chain, F as lerp, I as less, K as uniform, M as bits, a as register, b as threefry, d as RuleOptimizer, k as trace, lt as checkOptions, mt as checkUint32, n as number, q as where$1, r as readOptions, ut as checkPositive, y as execute } from "./assets/check-Bw3kyXK2.js";
import { l as RandomStreams, o as Linear, r as createRandom, s as Sequential, t as split } from "./assets/split-BNnPFag0.js";
import { t as meanSquaredError } from "./assets/mean-squared-error-C7U8TEgy.js";
import { t as decoupledDecay } from "./assets/decoupled-decay-DAXG0h7E.js";
import { t as scaleByLearningRate } from "./assets/scale-by-learning-rate-COjWDD57.js";
import { t as scaleBySophia } from "./assets/scale-by-sophia-BTT-nBG5.js";
import { n as syntheticOptions } from "./assets/points-BpyXeRKz.js";
import { add, clone, dispose, div, mul, sub, tidy } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs";
// packages/optim/src/sophia/signs.ts
var signsProgram = trace({
	name: "RandomSigns",
	integers: [
		"key",
		"stream",
		"step"
	]
}, ({ key, stream, step }) => ({ value: where$1(less(uniform(bits(key, stream, step)), .5), -1, 1) }));
/** −1 or 1 for each element, each as likely: the highest of its random bits decides. */
function randomSigns(shape, draw) {
	const { key, stream, step } = draw;
	return execute(signsProgram, {
		tensors: {},
		scalars: {
			key,
			stream,
			step
		},
		shape
	}).value;
}
// packages/optim/src/sophia/hutchinson.ts
/**
* Hutchinson's estimate of the diagonal of a Hessian H: z · H z for random signs z. Its mean over signs is the
* diagonal. The product is a difference of gradients on either side of the variables:
*
*     H z ≈ (∇L(θ + ε z) − ∇L(θ − ε z)) / 2ε
*
* A difference works with every operation: many of TensorFlow.js have no second derivative, such as convolutions, and
* for losses with a gradient of their own, such as {@link crossEntropy}, it is wrong. In float32 and with ε = 1e-3 it is
* exact to 3 or 4 digits. The variables are afterwards what they were, to the bit.
*
* The signs of each variable have a key of their own, the random word that the draw has for its position.
*
* @param where Begins the messages of errors.
* @returns Estimates by the names of the variables that have a gradient. The caller disposes of them.
* @throws {@link OptionError} when the draw or the distance is out of range.
* @example
* ```ts
* const stream = new RandomStreams(42).next();
* const gradients = () => optimizer.computeGradients(loss).grads;
* const estimates = hutchinson({ variables: [w], gradients, draw: { ...stream, step: 0 } });
* ```
*/
function hutchinson(call, where = "hutchinson") {
	checkOptions(where, call);
	const { variables, gradients, draw, distance = .001 } = call;
	checkOptions(`${where}.draw`, draw);
	const { key, stream, step } = draw;
	checkUint32(where, {
		key,
		stream,
		step
	}, "key", "stream", "step");
	checkPositive(where, { distance }, "distance");
	return tidy(() => {
		const starts = variables.map((one) => clone(one));
		const signs = variables.map(({ shape }, i) => randomSigns(shape, {
			key: threefry(key, stream, i, step)[0],
			stream,
			step
		}));
		const gradientsAt = (shift) => {
			variables.forEach((one, i) => {
				one.assign(add(starts[i], mul(signs[i], shift)));
			});
			return gradients();
		};
		try {
			const [ahead, behind] = [gradientsAt(distance), gradientsAt(-distance)];
			const estimates = {};
			variables.forEach(({ name }, i) => {
				const [a, b] = [ahead[name], behind[name]];
				if (a == null || b == null) return;
				estimates[name] = div(mul(signs[i], sub(a, b)), 2 * distance);
			});
			return estimates;
		} finally {
			variables.forEach((one, i) => {
				one.assign(starts[i]);
			});
		}
	});
}
// packages/optim/src/sophia/sophia-h.ts
/**
* Momentum divided by an estimate of the curvature, for any loss: {@link SophiaG} with the estimate of Hutchinson.
*
* For a parameter θ with gradient g, at each step:
*
*     θ ← (1 − γ λ) θ
*     m ← β₁ m + (1 − β₁) g
*     θ ← θ − γ m / max(ρ h, ε),  each element of the quotient within ±1
*
* Every 10 steps or so, {@link updateHessian} moves h. For the Hessian H of the loss, and z of random signs:
*
*     h ← β₂ h + (1 − β₂) z · H z
*
* While h is 0, and where it is negative, steps go by the sign of m.
*
* State: `m` and `hessian` h, zeros at first, each with the shape of θ. The numbers are those of the paper's
* formula. optax corrects the bias of m, and steps by the h before its update.
*
* Paper: Liu et al., ICLR 2024, https://arxiv.org/abs/2305.14342
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const optimizer = new SophiaH(model, { learningRate: 1e-3 });
* const stream = new RandomStreams(42).next();
* const loss = () => meanSquaredError(model.forward(x), y);
* for (let step = 0; step < 1000; step++) {
*   optimizer.step(loss).dispose();
*   if (step % 10 === 0) optimizer.updateHessian(loss, { ...stream, step });
* }
* ```
*/
var SophiaH = class extends RuleOptimizer {
	static rule = chain("SophiaH", decoupledDecay(.1), scaleBySophia({
		beta1: .96,
		beta2: .99,
		rho: .01,
		epsilon: 1e-12
	}, {
		name: "hessian",
		moved: (hessian, diagonal, _, share) => lerp(hessian, diagonal, share)
	}), scaleByLearningRate(1e-4));
	/**
	* Moves the curvature by z · H z, for the difference of the gradients on either side of the parameters:
	*
	*     H z ≈ (∇L(θ + ε z) − ∇L(θ − ε z)) / 2ε
	*
	* It is no step, and the parameters are afterwards what they were, to the bit: see {@link hutchinson}. The options
	* `lossScaler` and `sharpnessAware` do not concern it. Estimates made otherwise go to `update('hessian', estimates)`.
	*
	* @param loss Computes the loss. Called twice, and must be the same function of the parameters both times: put
	* models with dropout into evaluation mode before.
	* @param draw Names the random signs: another `step` at each call.
	* @param distance ε, > 0: small beside the parameters, large beside their rounding. Default `1e-3`.
	* @throws {@link OptionError} when `draw` or `distance` is out of range; {@link TensorError} as {@link applyGradients}.
	*/
	updateHessian(loss, draw, distance = .001) {
		const estimates = hutchinson({
			variables: this.variables,
			gradients: () => this.plainGradients(loss).grads,
			draw,
			distance
		}, "SophiaH.updateHessian");
		try {
			this.update("hessian", estimates);
		} finally {
			dispose(estimates);
		}
	}
};
// packages/problems/src/datasets/plane.ts
var table = {
	...syntheticOptions,
	slopeX: number(2, "[-1000, 1000]"),
	slopeY: number(-1, "[-1000, 1000]"),
	intercept: number(.5, "[-1000, 1000]"),
	noise: number(.1, "[0, 1000]")
};
/**
* A plane seen through noise, the smallest linear regression.
*
* The target is a x + b y + c + `noise` · ε, where x and y are uniform in [−1, 1) and ε is standard
* normal. The target is computed from x and y as they stand in `features`, in float32.
* @throws {@link ProblemError} when an option leaves the range written on it.
* @example
* ```ts
* const { train, test } = plane({ slopeX: 3, slopeY: 0, intercept: -1 });
* ```
*/
function plane(options = {}) {
	const { examples, slopeX, slopeY, intercept, noise, seed, testShare } = readOptions("plane", options, table);
	const random = createRandom(seed, 0);
	const features = new Float32Array(2 * examples);
	const targets = new Float32Array(examples);
	for (let row = 0; row < examples; row++) {
		const x = Math.fround(2 * random.uniform() - 1);
		const y = Math.fround(2 * random.uniform() - 1);
		features.set([x, y], 2 * row);
		targets[row] = slopeX * x + slopeY * y + intercept + noise * random.normal();
	}
	return split({
		name: "plane",
		task: "regression",
		examples,
		featureCount: 2,
		featureNames: ["x", "y"],
		features,
		targets
	}, {
		testShare,
		seed
	});
}
// apps/docs/.vitepress/cache-6LGrvc/hessian.ts
await tf.setBackend("cpu");
register();
var { train, test } = plane({
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
var centre = train.targets.reduce((sum, y) => sum + y / train.examples, 0);
var spread = Math.sqrt(train.targets.reduce((sum, y) => sum + (y - centre) ** 2 / train.examples, 0));
var targets = Array.from(train.targets, (y) => (y - centre) / spread);
var random = new RandomStreams(3);
var linear1 = new Linear(2, 1, { random });
var { key, stream } = random.next();
var draws = random.next();
var model = new Sequential(linear1);
var optimizer = new SophiaH(model);
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
		const wanted = tf.tensor2d(rows.map((row) => [targets[row]]));
		const loss = optimizer.step(() => meanSquaredError(model.forward(x), wanted));
		console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
		if (step % 10 === 0) {
			model.eval();
			const gradients = () => tf.variableGrads(() => meanSquaredError(model.forward(x), wanted), model.parameters()).grads;
			optimizer.update("hessian", hutchinson({
				variables: model.parameters(),
				gradients,
				draw: {
					...draws,
					step
				}
			}));
			model.train();
		}
	});
}
model.eval();
var testLoss = tf.tidy(() => meanSquaredError(model.forward(tf.tensor2d(testInputs)), tf.tensor2d(Array.from(test.targets, (y) => [(y - centre) / spread]))).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
export {};
