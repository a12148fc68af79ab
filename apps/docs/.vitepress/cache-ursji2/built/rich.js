import { F as lerp, _ as makeSlotsWith, a as register, at as checkFraction, b as threefry, bt as describe, dt as checkProbability, et as beforeChange, g as makeSlots, h as copyOf, ht as checkWord, j as add$1, k as trace, lt as checkOptions, m as pairUp, n as number, nt as checkDevice, ot as checkInteger, p as namesAndShapes, r as readOptions, rt as checkBoolean, st as checkNames, tt as namedVariables, ut as checkPositive, v as settle, vt as StateError, y as execute, yt as TensorError, z as mul$1 } from "./assets/check-Bw3kyXK2.js";
import { d as Module, f as buffer, l as RandomStreams, m as HostInteger, o as Linear, p as parameter, s as Sequential } from "./assets/split-BNnPFag0.js";
import { n as rowsOf, r as standardize, t as centre } from "./assets/standardize-CErg3G7y.js";
import { t as Dropout } from "./assets/dropout-D0IFKwOG.js";
import { t as crossEntropy } from "./assets/cross-entropy-CXbMFloZ.js";
import { a as l1, i as l2, n as cosine, o as SGD, r as join, s as clipByGlobalNorm, t as linearWarmup } from "./assets/linear-warmup-B3CwSQ8X.js";
import { n as syntheticOptions, t as classifiedPoints } from "./assets/points-BpyXeRKz.js";
import { Tensor, clone, keep, ones, relu, reshape, sub, tidy, zeros } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs";
// packages/nn/src/layers/activations/relu.ts
/**
* The rectifier: max(x, 0) of each element. Its gradient at 0 is 0, as in PyTorch.
*
* @example
* ```ts
* new ReLU().forward(tensor([-1, 2])).print(); // [0, 2]
* ```
*/
var ReLU = class extends Module {
	forward(x) {
		return relu(x);
	}
};
// packages/nn/src/layers/normalization/reversible.ts
/** Lets a step that is skipped give back what a forward pass is going to change. */
function reversible(variables, integers) {
	beforeChange(() => {
		const values = variables.map((one) => keep(clone(one)));
		const counts = integers.map(({ value }) => value);
		return {
			undo() {
				variables.forEach((one, i) => {
					if (!one.isDisposed) one.assign(values[i]);
				});
				integers.forEach((one, i) => {
					one.value = counts[i];
				});
			},
			forget() {
				for (const value of values) value.dispose();
			}
		};
	});
}
// packages/nn/src/layers/normalization/batch-norm.ts
/**
* Standardizes each feature over a batch, and scales and shifts it:
*
*     y = (x − μ) / √(σ² + ε) · γ + β        x [..., features]   γ, β [features]
*
* In training μ and σ² are the mean and variance of the batch, over all axes but the last: so it is
* `torch.nn.BatchNorm1d`, `2d` and `3d` in one, for features where TensorFlow.js has them. Each batch moves
* the running statistics, with which evaluation works:
*
*     runningMean      ← (1 − momentum) · runningMean + momentum · μ
*     runningVariance  ← (1 − momentum) · runningVariance + momentum · σ² · n / (n − 1)
*
* with n values of each feature in the batch, and with 1/k for `momentum` in batch k if that is `null`.
* γ is 1 and β is 0 at first. Momentum is meant as in PyTorch: in Keras and TensorFlow.js it is the share
* that stays, 1 less this one.
*
* Paper: Ioffe & Szegedy, ICML 2015, https://arxiv.org/abs/1502.03167
* @throws {@link OptionError} when an argument leaves the range written on it.
* @throws {@link TensorError} in `forward`, when the last size of x is not `features`, or a batch in
* training has only one value of each feature.
* @example
* ```ts
* const layer = new BatchNorm(2);
* layer.forward(tensor2d([[1, 10], [3, 30]])).print(); // [[-1, -1], [1, 1]]
* ```
*/
var BatchNorm = class extends Module {
	features;
	epsilon;
	/** As in {@link BatchNormOptions}. It may be changed. */
	momentum;
	gamma;
	beta;
	runningMean;
	runningVariance;
	/** Number of batches that the running statistics were made from. */
	batches;
	constructor(features, options = {}) {
		super();
		checkOptions("BatchNorm", options);
		const { momentum = .1, epsilon = 1e-5, affine = true, trackRunningStats = true } = options;
		checkInteger("BatchNorm", { features }, 1, "features");
		checkNames("BatchNorm", options, [
			"momentum",
			"epsilon",
			"affine",
			"trackRunningStats"
		]);
		if (momentum !== null) checkProbability("BatchNorm", { momentum }, "momentum");
		checkPositive("BatchNorm", { epsilon }, "epsilon");
		checkBoolean("BatchNorm", {
			affine,
			trackRunningStats
		}, "affine", "trackRunningStats");
		this.features = features;
		this.momentum = momentum;
		this.epsilon = epsilon;
		if (affine) {
			this.gamma = parameter(ones([features]));
			this.beta = parameter(zeros([features]));
		}
		if (trackRunningStats) {
			this.runningMean = buffer(zeros([features]));
			this.runningVariance = buffer(ones([features]));
			this.batches = new HostInteger(0);
		}
	}
	forward(x) {
		const { features, epsilon, gamma, beta, runningMean, runningVariance } = this;
		return tidy(() => {
			const rows = rowsOf("BatchNorm.forward", x, features);
			if (!this.training && runningMean !== void 0) {
				const centred = sub(rows, runningMean);
				const y = standardize(centred, runningVariance, epsilon, gamma, beta);
				return reshape(y, x.shape);
			}
			const count = rows.shape[0];
			if (count < 2) throw new TensorError(`BatchNorm.forward: got [${x.shape}], ${count} of each feature, expected at least 2. Make the batch larger, or call eval().`);
			const { centred, mean, variance } = centre(rows, 0);
			const y = standardize(centred, variance, epsilon, gamma, beta);
			if (this.training) this.#track(mean, variance, count);
			return reshape(y, x.shape);
		});
	}
	/** Sets the running statistics to what they were at first: mean 0, variance 1, no batches. */
	resetRunningStats() {
		if (this.batches === void 0) return;
		tidy(() => {
			this.runningMean?.assign(zeros([this.features]));
			this.runningVariance?.assign(ones([this.features]));
		});
		this.batches.value = 0;
	}
	/** Takes the statistics of a batch into the running ones. */
	#track(mean, variance, count) {
		const { batches, momentum } = this;
		if (batches === void 0) return;
		reversible([this.runningMean, this.runningVariance], [batches]);
		batches.value = (batches.value + 1) % 2 ** 32;
		const take = momentum ?? 1 / batches.value;
		this.#move(this.runningMean, mean, 1 - take, take);
		const unbiased = take * count / (count - 1);
		this.#move(this.runningVariance, variance, 1 - take, unbiased);
	}
	#move(running, value, keep, take) {
		const batch = reshape(value, [this.features]);
		const { next } = execute(trackProgram, {
			tensors: {
				running,
				batch
			},
			scalars: {
				keep,
				take
			}
		});
		running.assign(next);
	}
};
var trackProgram = trace({
	name: "BatchNorm",
	tensors: ["running", "batch"],
	scalars: ["keep", "take"]
}, ({ running, batch, keep, take }) => ({ next: add$1(mul$1(running, keep), mul$1(batch, take)) }));
// packages/problems/src/datasets/moons.ts
var table = {
	...syntheticOptions,
	noise: number(.1, "[0, 10]")
};
/**
* Two half circles of radius 1 that reach into each other.
*
* With t evenly spaced from 0 to π, both ends included: class 0 is (cos t, sin t), class 1 is
* (1 − cos t, ½ − sin t). These are the moons of scikit-learn's `make_moons`, with other random
* numbers.
* @throws {@link ProblemError} when an option leaves the range written on it.
* @example
* ```ts
* const { train, test } = moons({ noise: 0.2 });
* ```
*/
function moons(options = {}) {
	const read = readOptions("moons", options, table);
	return classifiedPoints("moons", ["upper", "lower"], read, (label, k, count) => {
		const t = Math.PI * k / (count - 1);
		return label === 0 ? [Math.cos(t), Math.sin(t)] : [1 - Math.cos(t), .5 - Math.sin(t)];
	});
}
// packages/optim/src/averages/in-use.ts
/** Throws when an average, or a variable that it averages, is disposed of, or the device has lost their values. */
function checkInUse(where, isDisposed, variables) {
	checkDevice();
	const disposed = variables.find(({ variable }) => variable.isDisposed);
	if (!isDisposed && disposed === void 0) return;
	throw new StateError(`${where}: got a disposed ${disposed ? `variable "${disposed.name}"` : "average"}, expected one that is in use.`);
}
// packages/optim/src/averages/averaged-weights.ts
/**
* Averages of a model's weights that can stand in the place of the weights for a while: what
* {@link WeightAverage} and {@link LatestWeightAverage} share.
*/
var AveragedWeights = class {
	variables;
	#where;
	/** The weights of training, while the averages stand in their place. */
	#training;
	#disposed = false;
	constructor(where, parameters) {
		this.#where = where;
		this.variables = namedVariables(where, parameters);
	}
	/** Whether the averages stand in the place of the weights. */
	get swappedIn() {
		return this.#training !== void 0;
	}
	/**
	* Puts the averages in the place of the weights, until {@link AveragedWeights.swapOut}. Steps that
	* an optimizer takes in between are lost.
	*
	* @throws {@link StateError} when they are there already, before the first update, or after
	* `dispose`.
	*/
	swapIn() {
		this.checkUsable("swapIn");
		this.checkSwappedOut("swapIn");
		this.#checkUpdated("swapIn");
		const averages = this.averages();
		const training = this.variables.map(({ variable }) => keep(variable.clone()));
		this.variables.forEach(({ variable }, i) => {
			const average = averages[i];
			variable.assign(average);
			average.dispose();
		});
		this.#training = training;
	}
	/**
	* Puts the weights of training back, bit for bit.
	*
	* @throws {@link StateError} when the averages are not swapped in.
	*/
	swapOut() {
		if (this.#training === void 0) throw new StateError(`${this.#where}.swapOut: got the weights of training in place, expected the averages. Call swapIn() first.`);
		this.checkUsable("swapOut");
		this.#putBack(this.#training);
	}
	/**
	* Calls `evaluate` with the averages in the place of the weights and puts the weights back
	* afterwards, also when it throws. If it returns a promise, they are put back when that settles.
	*
	* @returns What `evaluate` returns.
	* @throws {@link StateError} as {@link AveragedWeights.swapIn} does.
	*/
	use(evaluate) {
		this.swapIn();
		const restore = () => {
			if (this.#training !== void 0) this.#putBack(this.#training);
		};
		let result;
		try {
			result = evaluate();
		} catch (error) {
			restore();
			throw error;
		}
		if (isPromise(result)) return Promise.resolve(result).finally(restore);
		restore();
		return result;
	}
	/**
	* Writes the averages into the variables of another model, as a target network or a copy to evaluate has them. They are
	* found by name, or where no name is known by order and shape. The averages and the weights of training stay as they are.
	*
	* @param parameters A `Module`, variables, or pairs of a name and a variable.
	* @throws {@link StateError} when they are not those of such a model, before the first update, or after `dispose`;
	* nothing has changed then.
	* @example
	* ```ts
	* const average = new WeightAverage(online, { kind: 'ema', decay: 0.995, start: 'first' });
	* average.update();
	* average.copyTo(target);
	* ```
	*/
	copyTo(parameters) {
		const where = `${this.#where}.copyTo`;
		this.checkUsable("copyTo");
		this.#checkUpdated("copyTo");
		const targets = namedVariables(where, parameters);
		const own = this.variables.map(({ name, variable: { shape } }) => ({
			name,
			shape
		}));
		const { pairs, missing, unexpected } = pairUp(where, own, targets);
		if (!pairs.every(([{ shape }, { variable }]) => shape.join() === variable.shape.join()) || missing.length + unexpected.length > 0) throw new StateError(`${where}: got ${namesAndShapes(targets)}, expected ${namesAndShapes(own)}. Pass a model that is made alike.`);
		const averages = this.averages();
		for (const [one, { variable }] of pairs) variable.assign(averages[own.indexOf(one)]);
		for (const average of averages) average.dispose();
	}
	/** Puts the weights back if the averages are swapped in, and frees the averages. */
	dispose() {
		if (this.#disposed) return;
		if (this.#training !== void 0) this.#putBack(this.#training);
		this.free();
		this.#disposed = true;
	}
	checkSwappedOut(method) {
		if (this.#training === void 0) return;
		throw new StateError(`${this.#where}.${method}: got the averages swapped in, expected the weights of training. Call swapOut() first.`);
	}
	checkUsable(method) {
		checkInUse(`${this.#where}.${method}`, this.#disposed, this.variables);
	}
	#checkUpdated(method) {
		if (this.count > 0) return;
		throw new StateError(`${this.#where}.${method}: got no weights so far, expected some. Call update() first.`);
	}
	#putBack(training) {
		this.variables.forEach(({ variable }, i) => {
			const tensor = training[i];
			if (!variable.isDisposed) variable.assign(tensor);
			tensor.dispose();
		});
		this.#training = void 0;
	}
};
function isPromise(value) {
	return typeof value?.then === "function";
}
// packages/optim/src/averages/move.ts
var moveProgram = trace({
	name: "average",
	tensors: ["mean", "value"],
	scalars: ["weight"]
}, ({ mean, value, weight }) => ({ mean: lerp(mean, value, weight) }));
/** Moves a slot by `weight` of the way to a value. Returns the tensor that holds it from now on. */
function moveToward(mean, value, weight) {
	const outputs = execute(moveProgram, {
		tensors: {
			mean,
			value
		},
		scalars: { weight },
		owned: ["mean"]
	});
	return settle(mean, outputs.mean);
}
// packages/optim/src/averages/saved.ts
/** The count of updates in the metadata of a saved average. */
function countIn(where, text) {
	const count = /^\d+$/.test(text ?? "") ? Number(text) : NaN;
	if (Number.isSafeInteger(count)) return count;
	throw new StateError(`${where}: got the count ${describe(text)}, expected an integer ≥ 0.`);
}
/** Throws unless the state is of the kind expected. */
function checkKind(where, kind, expected) {
	if (kind === expected) return;
	throw new StateError(`${where}: got the kind ${describe(kind)}, expected "${expected}". Make the average with the options of the saved one.`);
}
/**
* Finds the saved tensor of each variable: by its name, or where no name is known by order and shape.
*
* @param strict Whether what does not fit is an error.
* @throws {@link StateError}
*/
function tensorsOf(where, saved, variables, strict) {
	const entries = Object.entries(Object(saved)).map(([name, tensor]) => {
		if (tensor instanceof Tensor && !tensor.isDisposed) return {
			name,
			tensor,
			shape: tensor.shape
		};
		throw new StateError(`${where}: got ${describe(tensor)} for "${name}", expected a tensor in use.`);
	});
	const { pairs, missing, unexpected } = pairUp(where, entries, variables);
	const fits = ([{ tensor }, { variable }]) => tensor.dtype === "float32" && tensor.shape.join() === variable.shape.join();
	const mismatched = pairs.filter((pair) => !fits(pair));
	const [wrong] = mismatched;
	if (strict && wrong !== void 0) {
		const [{ tensor }, { name, variable }] = wrong;
		throw new StateError(`${where}: got ${tensor.dtype} [${tensor.shape}] for "${name}", expected float32 [${variable.shape}].`);
	}
	if (strict && missing.length + unexpected.length > 0) throw new StateError(`${where}: got averages of ${namesAndShapes(entries)}, expected those of ${namesAndShapes(variables)}. Load them for the model they were saved from, or pass { strict: false }.`);
	const namesOf = (all) => all.map(({ name }) => name);
	return {
		tensors: new Map(pairs.filter(fits).map(([{ tensor }, variable]) => [variable, tensor])),
		missing: namesOf(missing),
		unexpected: namesOf(unexpected),
		mismatched: namesOf(mismatched.map(([, variable]) => variable))
	};
}
// packages/optim/src/averages/weight-average.ts
/**
* An average of a model's weights over the steps of training, for evaluation.
*
*     ema:  s ← α s + 1 − α,  θ̄ ← θ̄ + (1 − α)/s · (θ − θ̄)     exponential, with decay α
*     swa:  θ̄ ← θ̄ + (θ − θ̄) / t                              the mean of all, t = 1, 2, …
*
* where s, 0 at first, is the sum of the weights that the updates have got so far: 1 − αᵗ if α stays
* the same. The average of the last weights often generalizes better than the last weights. Call
* `update` after each step (ema) or at the end of each epoch (swa), and evaluate within {@link
* WeightAverage.use}. Updated after every step, `'swa'` is Polyak–Ruppert averaging, with the best
* rate of convergence that a stochastic gradient descent can have on convex losses.
*
* Difference from PyTorch: `AveragedModel` with `get_ema_multi_avg_fn` copies the first weights and
* then decays them like the rest, so that at α = 0.999 half of the average after 693 updates still
* is the first weights. The default here gives each update the weight that Adam gives it, largest
* for the last, and nothing more to the first. `start: 'first'` gives PyTorch's numbers, and those of
* timm's `ModelEmaV3` and TensorFlow's `ExponentialMovingAverage` with a {@link decayWarmup}. Those of
* kind `'swa'` are PyTorch's.
*
* Memory: one more copy of the parameters, and another while the averages are swapped in. Only
* parameters are averaged. Where a model has running statistics, either let {@link updateBatchNorm}
* measure them with the averages swapped in, or average them too, as `use_buffers=True` does: pass
* `[...model.namedParameters(), ...model.namedBuffers()]`.
*
* Papers: Polyak & Juditsky, SIAM J. Control Optim. 30, 1992, https://doi.org/10.1137/0330046;
* SWA: Izmailov et al., UAI 2018, https://arxiv.org/abs/1803.05407
*
* @example
* ```ts
* const average = new WeightAverage(model, { kind: 'ema', decay: 0.99 });
* for (const { x, y } of batches) {
*   optimizer.step(() => crossEntropy(model.forward(x), y));
*   average.update();
* }
* const accuracy = average.use(() => evaluate(model));
* ```
*/
var WeightAverage = class extends AveragedWeights {
	#kind;
	#decay;
	#start;
	#slots;
	#count = 0;
	/** Sum s of the weights that the updates of an exponential average have got. */
	#share = 0;
	/**
	* @param parameters A `Module`, variables, or pairs of a name and a variable.
	* @throws {@link OptionError} when an option leaves its range, or a parameter is no float32
	* variable or occurs twice.
	*/
	constructor(parameters, options) {
		checkOptions("WeightAverage", options);
		checkWord("WeightAverage", options, "kind", ["ema", "swa"]);
		const ema = options.kind === "ema";
		checkNames("WeightAverage", options, ema ? [
			"kind",
			"decay",
			"start"
		] : ["kind"]);
		const { decay = .999, start = "corrected" } = ema ? options : {};
		decayAt(decay, 0);
		checkWord("WeightAverage", { start }, "start", ["corrected", "first"]);
		super("WeightAverage", parameters);
		this.#kind = options.kind;
		this.#decay = decay;
		this.#start = start;
		this.#slots = makeSlots(this.variables.map(({ variable }) => variable.shape));
	}
	get count() {
		return this.#count;
	}
	/**
	* Takes the present weights into the average. One kernel for each parameter, no allocation.
	*
	* @throws {@link StateError} while the averages are swapped in, or after `dispose`;
	* {@link OptionError} when a schedule leaves the range of the decay. Nothing has changed then.
	*/
	update() {
		this.checkUsable("update");
		this.checkSwappedOut("update");
		const t = this.#count + 1;
		const decay = decayAt(this.#decay, this.#count);
		const isFirst = t === 1 && this.#start === "first";
		const share = isFirst ? 1 : decay * this.#share + (1 - decay);
		const ofValue = isFirst ? 1 : (1 - decay) / share;
		const weight = this.#kind === "swa" ? 1 / t : ofValue;
		this.#slots = this.#slots.map((slot, i) => {
			const { variable } = this.variables[i];
			return moveToward(slot, variable, weight);
		});
		this.#share = share;
		this.#count = t;
	}
	/**
	* Everything needed to go on bit for bit, with the same options. The tensors, named as the
	* parameters, are copies that the caller disposes of.
	*
	* @throws {@link StateError} after `dispose`.
	*/
	stateDict() {
		this.checkUsable("stateDict");
		const averages = this.averages();
		const metadata = {
			kind: this.#kind,
			count: String(this.#count)
		};
		return {
			tensors: Object.fromEntries(this.variables.map(({ name }, i) => [name, averages[i]])),
			metadata: this.#kind === "swa" ? metadata : {
				...metadata,
				share: String(this.#share)
			}
		};
	}
	/**
	* Goes on from a saved state. Its tensors are copied; the weights themselves stay. Averages are found by the names of
	* their parameters, or where none is known by order and shape.
	*
	* @param options.strict Whether whatever does not fit is an error. With `false`, what fits is taken, and the average of any
	* other parameter begins with its present weights. Default `true`.
	* @returns What did not fit.
	* @throws {@link StateError} when kind, count, names, shapes or dtypes do not fit, while the
	* averages are swapped in, or after `dispose`. Nothing has changed then.
	*/
	loadStateDict({ tensors, metadata }, options = {}) {
		const where = "WeightAverage.loadStateDict";
		checkNames(where, options, ["strict"]);
		const { strict = true } = options;
		checkBoolean(where, { strict }, "strict");
		this.checkUsable("loadStateDict");
		this.checkSwappedOut("loadStateDict");
		checkKind(where, metadata.kind, this.#kind);
		const count = countIn(where, metadata.count);
		const share = this.#kind === "swa" ? 0 : shareIn(where, metadata.share, count);
		const { tensors: found, ...result } = tensorsOf(where, tensors, this.variables, strict);
		const slots = makeSlotsWith(this.variables.map((one) => found.get(one) ?? one.variable));
		this.free();
		this.#slots = slots;
		this.#count = count;
		this.#share = share;
		return result;
	}
	averages() {
		return this.#slots.map(copyOf);
	}
	free() {
		for (const slot of this.#slots) slot.dispose();
	}
};
/** The decay after a number of updates. Throws unless it is in [0, 1). */
function decayAt(decay, count) {
	const value = typeof decay === "function" ? decay(count) : decay;
	checkFraction("WeightAverage", { decay: value }, "decay");
	return value;
}
function shareIn(where, text, count) {
	const share = Number(text ?? NaN);
	if (count === 0 ? share === 0 : share > 0 && share <= 1) return share;
	throw new StateError(`${where}: got the share ${describe(text)} after ${count} updates, expected a number in (0, 1].`);
}
// apps/docs/.vitepress/cache-ursji2/rich.ts
await tf.setBackend("cpu");
register();
var { train, test } = moons({
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
var linear1 = new Linear(2, 5, {
	negativeSlope: 0,
	random
});
var linear2 = new Linear(5, 3, {
	negativeSlope: 0,
	random
});
var linear3 = new Linear(3, 2, { random });
var { key, stream } = random.next();
random.next();
var model = new Sequential(linear1, new BatchNorm(5), new ReLU(), new Dropout(.1, { random }), linear2, new BatchNorm(3), new ReLU(), new Dropout(.1, { random }), linear3);
var optimizer = new SGD(model, {
	momentum: .9,
	nesterov: true,
	learningRate: join([linearWarmup({
		from: .02,
		to: .1,
		steps: 4
	}), cosine({
		from: .1,
		to: .010000000000000002,
		steps: 20,
		exponent: 1
	})], [5]),
	proximal: l1(.001),
	regularizer: l2(.001),
	clip: clipByGlobalNorm(.5)
});
var average = new WeightAverage([...model.namedParameters(), ...model.namedBuffers()], {
	kind: "ema",
	decay: .99
});
var order = [0];
for (let step = 0; step < 25; step++) {
	const index = step % 15;
	if (index === 0) {
		order = Array.from({ length: 240 }, (_, i) => i);
		for (let i = order.length - 1; i > 0; i--) {
			const [bits] = threefry(key, stream, i, 1 + step / 15);
			const j = Math.floor(bits / 2 ** 32 * (i + 1));
			[order[i], order[j]] = [order[j], order[i]];
		}
	}
	tf.tidy(() => {
		const rows = order.slice(index * 17, (index + 1) * 17);
		const x = tf.tensor2d(rows.map((row) => inputs[row]));
		const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), "int32");
		const loss = optimizer.step(() => crossEntropy(model.forward(x), wanted));
		console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
		average.update();
	});
}
model.eval();
var testLoss = average.use(() => tf.tidy(() => crossEntropy(model.forward(tf.tensor2d(testInputs)), tf.tensor1d(test.labels, "int32")).dataSync()[0]));
console.log(`loss on the test part ${testLoss}`);
export {};
