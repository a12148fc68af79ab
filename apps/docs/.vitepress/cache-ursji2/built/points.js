import { D as chain, F as lerp, G as sub$1, T as copyOfParam, a as register, b as threefry, bt as describe, ct as checkNonNegative, d as RuleOptimizer, gt as OptionError, j as add$1, rt as checkBoolean, vt as StateError, w as defineTransform, z as mul$1 } from "./assets/check-Bw3kyXK2.js";
import { l as RandomStreams, o as Linear, s as Sequential, t as split } from "./assets/split-BNnPFag0.js";
import { t as Dropout } from "./assets/dropout-D0IFKwOG.js";
import { t as Tanh } from "./assets/tanh-DiRP0AdL.js";
import { t as crossEntropy } from "./assets/cross-entropy-CXbMFloZ.js";
import { keep, scalar } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs";
// packages/optim/src/schedule-free/averaged-step.ts
/**
* The step of a schedule-free optimizer along the direction d that is left in the place of the gradient.
*
* At step t = 1, 2, …, with y the parameter:
*
*     γₜ = γ min(1, t / T)                  w = tʳ (max γₜ so far)ᵖ,  c = w / Σ w
*     d ← d + λ y
*     z ← z − γₜ d
*     x ← (1 − c) x + c z
*     y ← β x + (1 − β) z
*
* x is not kept, but computed from y and z. The further updates `toAverage` and `toTraining` move the parameter
* from y to x and back.
*
* @param learningRate Default γ.
* @param beta What the optimizer calls β.
*/
var averagedStep = (learningRate, beta) => {
	const betaOf = (o) => o[beta];
	return defineTransform({
		name: "averagedStep",
		state: { z: copyOfParam() },
		defaults: {
			learningRate,
			[beta]: .9,
			weightDecay: 0,
			warmupSteps: 0,
			r: 0,
			weightLearningRatePower: 2
		},
		check(o, where) {
			checkNonNegative(where, o, "learningRate", "weightDecay", "warmupSteps", "r");
			checkNonNegative(where, o, "weightLearningRatePower");
			if (!(betaOf(o) > 0 && betaOf(o) < 1)) throw new OptionError(`${where}.${beta}: got ${betaOf(o)}, expected a number in (0, 1).`);
		},
		memory: (o) => ({
			largestRate: 0,
			weightSum: 0,
			beta: betaOf(o),
			lastBeta: betaOf(o)
		}),
		remember(o, t, { memory }) {
			const largestRate = Math.max(memory.largestRate, rateAt(o, t));
			return {
				largestRate,
				weightSum: memory.weightSum + weightAt(o, t, largestRate),
				beta: betaOf(o),
				lastBeta: memory.beta
			};
		},
		scalars(o, t, { memory: { largestRate, weightSum, beta, lastBeta } }) {
			const rate = rateAt(o, t);
			const share = weightSum > 0 ? weightAt(o, t, largestRate) / weightSum : 0;
			return {
				rate,
				towardZ: share + (1 - share) * (1 - beta / lastBeta),
				yRate: rate * (beta * (1 - share) - 1),
				weightDecay: o.weightDecay,
				oneMinusBeta: 1 - beta,
				beyondY: 1 - 1 / beta
			};
		},
		update({ param, grad, z }, { rate, towardZ, yRate, weightDecay }, { static: s }) {
			const d = s.weightDecay ? add$1(grad, mul$1(weightDecay, param)) : grad;
			return {
				param: add$1(lerp(param, z, towardZ), mul$1(yRate, d)),
				z: sub$1(z, mul$1(rate, d))
			};
		},
		further: {
			toAverage: ({ param, z }, { beyondY }) => ({ param: lerp(param, z, beyondY) }),
			toTraining: ({ param, z }, { oneMinusBeta }) => ({ param: lerp(param, z, oneMinusBeta) })
		}
	});
};
var rateAt = ({ learningRate, warmupSteps }, t) => learningRate * Math.min(1, t / warmupSteps);
var weightAt = ({ r, weightLearningRatePower }, t, largestRate) => t ** r * largestRate ** weightLearningRatePower;
// packages/optim/src/schedule-free/schedule-free.ts
/** Under which saved state says that it was saved in evaluation. */
var evaluating = "evaluating";
/**
* An optimizer whose parameters are in one place while they are trained, y, and in another to be
* evaluated, the average x. {@link train} and {@link eval} move them; a step in between is an error. The rule of
* a subclass has the further updates `toAverage` and `toTraining`.
*
* Save a model with its optimizer in the same mode: the mode is part of the optimizer's state.
*
* @example
* ```ts
* optimizer.eval();
* const accuracy = test(model);
* optimizer.train();
* ```
*/
var ScheduleFree = class extends RuleOptimizer {
	#name = this.constructor.rule.name;
	#training = true;
	/** Tensor that {@link getWeights} made. */
	#lent;
	/** Whether the parameters are where they are trained, as at first. */
	get training() {
		return this.#training;
	}
	/**
	* Puts the parameters where they are trained, or where they are evaluated by `train(false)`. Where they are
	* already nothing happens. There and back is exact to the rounding of one operation.
	*
	* @throws {@link StateError} when state that was loaded still waits for its parameters.
	*/
	train(mode = true) {
		checkBoolean(`${this.#name}.train`, { mode }, "mode");
		if (mode !== this.#training) {
			this.update(mode ? "toTraining" : "toAverage");
			this.#training = mode;
		}
		return this;
	}
	/** Puts the parameters where they are evaluated. Statistics of batches belong to y: compute them anew. */
	eval() {
		return this.train(false);
	}
	/** @throws {@link StateError} in evaluation, before anything is computed. */
	minimize(f, returnCost, varList) {
		this.#checkTraining();
		return super.minimize(f, returnCost, varList);
	}
	/** @throws {@link StateError} in evaluation; otherwise as in `Optimizer`. */
	applyGradients(gradients) {
		this.#checkTraining();
		this.#freeLent();
		super.applyGradients(gradients);
	}
	stateDict() {
		const { tensors, metadata } = super.stateDict();
		const mode = this.#training ? {} : { [evaluating]: "true" };
		return {
			tensors,
			metadata: {
				...metadata,
				...mode
			}
		};
	}
	loadStateDict(state, options) {
		const mode = state?.metadata?.[evaluating];
		if (mode !== void 0 && mode !== "true") throw new StateError(`${this.#name}.loadStateDict: got ${describe(mode)} as \`${evaluating}\`, expected "true" or nothing.`);
		const result = super.loadStateDict(state, options);
		this.#training = mode === void 0;
		return result;
	}
	async getWeights() {
		const weights = await super.getWeights();
		this.#freeLent();
		if (this.#training) return weights;
		this.#lent = keep(scalar(1, "int32"));
		return [...weights, {
			name: evaluating,
			tensor: this.#lent
		}];
	}
	async setWeights(weights) {
		const others = weights.filter(({ name }) => name !== evaluating);
		await super.setWeights(others);
		this.#training = others.length === weights.length;
	}
	/** Frees the state. Parameters stay where they are. */
	dispose() {
		super.dispose();
		this.#freeLent();
		this.#training = true;
	}
	#freeLent() {
		this.#lent?.dispose();
		this.#lent = void 0;
	}
	#checkTraining() {
		if (this.#training) return;
		throw new StateError(`${this.#name}.step: got parameters in evaluation, expected them in training. Call train() first.`);
	}
};
// packages/optim/src/schedule-free/schedule-free-sgd.ts
/**
* SGD that needs no schedule to end well: what a falling learning rate does, an average does at every step.
*
* There are three sequences: z takes the steps, x is their average, and y between them is where
* gradients are taken. The parameter is y in training, and x in evaluation: call `optimizer.eval()` before
* using the model, `optimizer.train()` before going on. At step t = 1, 2, …, with gradient g at y:
*
*     γₜ = γ min(1, t / T)                  w = tʳ (max γₜ so far)ᵖ,  c = w / Σ w
*     g ← g + λ y
*     z ← z − γₜ g
*     x ← (1 − c) x + c z
*     y ← β x + (1 − β) z
*
* State: `z`, the parameter at first, with its shape; x is computed from y and z. The numbers are those of the authors'
* code, which begins in evaluation, and has one t and Σ w for all parameters where each has its own here. A proximal
* step acts on y, and so does `cautious`: with it x is not quite the average of z.
*
* Paper: Defazio et al., NeurIPS 2024, https://arxiv.org/abs/2405.15682
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const optimizer = new ScheduleFreeSGD(model, { learningRate: 1, warmupSteps: 100 });
* for (const batch of batches) optimizer.step(() => loss(model, batch));
* optimizer.eval();
* ```
*/
var ScheduleFreeSGD = class extends ScheduleFree {
	static rule = chain("ScheduleFreeSGD", averagedStep(1, "momentum"));
};
// apps/docs/.vitepress/cache-ursji2/points.ts
await tf.setBackend("cpu");
register();
var { train, test } = split({
	name: "points",
	examples: 24,
	featureCount: 2,
	featureNames: ["x", "y"],
	features: Float32Array.of(0, 0, .2, .14285714285714285, .4, .2857142857142857, .6, .42857142857142855, .8, .5714285714285714, 0, .7142857142857143, .2, .8571428571428571, .4, 0, .6, .14285714285714285, .8, .2857142857142857, 0, .42857142857142855, .2, .5714285714285714, .4, .7142857142857143, .6, .8571428571428571, .8, 0, 0, .14285714285714285, .2, .2857142857142857, .4, .42857142857142855, .6, .5714285714285714, .8, .7142857142857143, 0, .8571428571428571, .2, 0, .4, .14285714285714285, .6, .2857142857142857),
	task: "classification",
	labels: Int32Array.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2),
	classCount: 3,
	classNames: [
		"0",
		"1",
		"2"
	]
}, { seed: 3 });
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
var linear3 = new Linear(3, 3, { random });
var { key, stream } = random.next();
random.next();
var model = new Sequential(linear1, new Tanh(), new Dropout(.25, { random }), linear2, new Tanh(), linear3);
var optimizer = new ScheduleFreeSGD(model);
var order = [0];
for (let step = 0; step < 25; step++) {
	const index = step % 1;
	if (index === 0) {
		order = Array.from({ length: 19 }, (_, i) => i);
		for (let i = order.length - 1; i > 0; i--) {
			const [bits] = threefry(key, stream, i, 1 + step / 1);
			const j = Math.floor(bits / 2 ** 32 * (i + 1));
			[order[i], order[j]] = [order[j], order[i]];
		}
	}
	tf.tidy(() => {
		const rows = order.slice(index * 19, (index + 1) * 19);
		const x = tf.tensor2d(rows.map((row) => inputs[row]));
		const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), "int32");
		const loss = optimizer.step(() => crossEntropy(model.forward(x), wanted));
		console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
	});
}
optimizer.update("toAverage");
model.eval();
var testLoss = tf.tidy(() => crossEntropy(model.forward(tf.tensor2d(testInputs)), tf.tensor1d(test.labels, "int32")).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
export {};
