import { D as chain, E as zeros$1, F as lerp, Q as patternOf, a as register, at as checkFraction, b as threefry, bt as describe, d as RuleOptimizer, f as Optimizer$1, gt as OptionError, ht as checkWord, j as add$1, k as trace, lt as checkOptions, n as number, ot as checkInteger, r as readOptions, st as checkNames, ut as checkPositive, w as defineTransform, y as execute, z as mul$1 } from "./assets/check-Bw3kyXK2.js";
import { d as Module, l as RandomStreams, o as Linear, r as createRandom, s as Sequential, t as split } from "./assets/split-BNnPFag0.js";
import { t as Dropout } from "./assets/dropout-D0IFKwOG.js";
import { t as meanSquaredError } from "./assets/mean-squared-error-C7U8TEgy.js";
import { t as AdamW } from "./assets/adamw-Di82pg7V.js";
import { t as call } from "./assets/call-Csez8hxK.js";
import { t as decoupledDecay } from "./assets/decoupled-decay-DAXG0h7E.js";
import { t as scaleByLearningRate } from "./assets/scale-by-learning-rate-COjWDD57.js";
import { n as syntheticOptions } from "./assets/points-BpyXeRKz.js";
import { add, div, erf, matMul, maximum, mul, norm, pow, tanh, tidy, transpose } from "@tensorflow/tfjs-core";
import * as tf from "@tensorflow/tfjs";
// packages/nn/src/layers/activations/gelu.ts
/**
* The Gaussian error linear unit of each element:
*
*     none   x Φ(x) = ½ x (1 + erf(x / √2))
*     tanh   ½ x (1 + tanh(√(2/π) (x + 0.044715 x³)))
*
* The two differ by at most 5e-4. TensorFlow.js has an erf that is off by up to 1.5e-7 on most
* backends, so the exact form is off by up to 8e-8 |x|.
*
* Paper: Hendrycks & Gimpel 2016, https://arxiv.org/abs/1606.08415
* @throws {@link OptionError} when `approximate` is another word.
* @example
* ```ts
* new GELU().forward(tensor([-1, 0, 1])).print(); // [-0.16, 0, 0.84]
* ```
*/
var GELU = class extends Module {
	approximate;
	constructor(options = {}) {
		super();
		checkOptions("GELU", options);
		const { approximate = "none" } = options;
		checkNames("GELU", options, ["approximate"]);
		checkWord("GELU", { approximate }, "approximate", ["none", "tanh"]);
		this.approximate = approximate;
	}
	forward(x) {
		return tidy(() => mul(mul(x, .5), add(this.#centred(x), 1)));
	}
	/** 2 Φ(x) − 1. */
	#centred(x) {
		if (this.approximate === "none") return erf(mul(x, Math.SQRT1_2));
		return tanh(mul(add(x, mul(pow(x, 3), .044715)), Math.sqrt(2 / Math.PI)));
	}
};
// packages/optim/src/linear-algebra/combine.ts
var program = trace({
	name: "combine",
	tensors: ["x", "y"],
	scalars: ["alpha", "beta"]
}, ({ x, y, alpha, beta }) => ({ combined: add$1(mul$1(alpha, x), mul$1(beta, y)) }));
/** α x + β y of two tensors of one shape, in one kernel. */
var combine = (alpha, x, beta, y) => execute(program, {
	tensors: {
		x,
		y
	},
	scalars: {
		alpha,
		beta
	}
}).combined;
// packages/optim/src/linear-algebra/matrix.ts
/** A matrix whose elements are computed. */
function makeMatrix(rows, columns, elementAt) {
	return {
		rows,
		columns,
		values: Float64Array.from({ length: rows * columns }, (_, i) => elementAt(Math.floor(i / columns), i % columns))
	};
}
/** The numbers of an array of rank 2. */
function matrixOf({ shape, values }) {
	const [rows, columns] = shape;
	return {
		rows,
		columns,
		values: Float64Array.from(values)
	};
}
/** A matrix as an array of rank 2. */
var arrayOf = ({ rows, columns, values }) => ({
	shape: [rows, columns],
	values
});
/** One element. */
var at = ({ columns, values }, row, column) => values[row * columns + column];
/** ‖A‖, the root of the sum of all squares. */
var frobenius = ({ values }) => Math.sqrt(values.reduce((sum, x) => sum + x * x, 0));
/** Aᵀ. */
var transposed = (a) => makeMatrix(a.columns, a.rows, (row, column) => at(a, column, row));
/** A B. */
function product(a, b) {
	return makeMatrix(a.rows, b.columns, (row, column) => {
		let sum = 0;
		for (let k = 0; k < a.columns; k++) sum += at(a, row, k) * at(b, k, column);
		return sum;
	});
}
/** α A + β B. */
var combination = (alpha, a, beta, b) => makeMatrix(a.rows, a.columns, (row, column) => alpha * at(a, row, column) + beta * at(b, row, column));
// packages/optim/src/linear-algebra/newton-schulz.ts
/**
* A matrix with its singular vectors, and all its singular values near 1: for X = U Σ Vᵀ about U Vᵀ.
*
*     X ← X / max(‖X‖, ε)
*     X ← a X + (b X Xᵀ + c (X Xᵀ)²) X        as many times as `steps` tells
*
* A singular value σ goes to a σ + b σ³ + c σ⁵ each time. It is computed in float32, with the smaller of
* the two dimensions as that of X Xᵀ.
*
* Sources: Jordan et al., 2024, https://kellerjordan.github.io/posts/muon/; `torch.optim.Muon`, which does it in
* bfloat16.
*/
var newtonSchulz = {
	name: "newtonSchulz",
	results: { orthogonal: "float32" },
	run([given], { a = 0, b = 0, c = 0, steps = 0, epsilon = 0 }) {
		const matrix = given;
		const [rows, columns] = matrix.shape;
		const turn = (one) => rows > columns ? transpose(one) : one;
		let x = turn(div(matrix, maximum(norm(matrix), epsilon)));
		for (let k = 0; k < steps; k++) {
			const gram = matMul(x, x, false, true);
			const polynomial = combine(b, gram, c, matMul(gram, gram));
			x = combine(a, x, 1, matMul(polynomial, x));
		}
		return { orthogonal: turn(x) };
	},
	interpret([given], { a = 0, b = 0, c = 0, steps = 0, epsilon = 0 }) {
		const matrix = matrixOf(given);
		const turn = matrix.rows > matrix.columns ? transposed : (one) => one;
		const size = Math.max(frobenius(matrix), epsilon);
		let x = turn({
			...matrix,
			values: matrix.values.map((one) => one / size)
		});
		for (let k = 0; k < steps; k++) {
			const gram = product(x, transposed(x));
			const polynomial = combination(b, gram, c, product(gram, gram));
			x = combination(a, x, 1, product(polynomial, x));
		}
		return { orthogonal: arrayOf(turn(x)) };
	}
};
// packages/optim/src/matrix/muon.ts
var scaleByMuon = defineTransform({
	name: "scaleByMuon",
	defaults: {
		momentum: .95,
		nesterov: true,
		nsCoefficients: [
			3.4445,
			-4.775,
			2.0315
		],
		epsilon: 1e-7,
		adjustLearningRate: "original"
	},
	fixed: { nsSteps: 5 },
	state: { m: zeros$1() },
	dependsOnShape: true,
	check(o, where) {
		checkFraction(where, o, "momentum");
		checkPositive(where, o, "epsilon");
		checkInteger(where, o, 0, "nsSteps");
		if (o.nsSteps >= 100) throw new OptionError(`${where}.nsSteps: got ${o.nsSteps}, expected an integer < 100.`);
		if (o.nsCoefficients.length !== 3) throw new OptionError(`${where}.nsCoefficients: got ${describe(o.nsCoefficients)}, expected three numbers.`);
		checkWord(where, o, "adjustLearningRate", ["original", "matchRmsAdamw"]);
	},
	checkShape(shape, where) {
		if (shape.length === 2) return;
		throw new OptionError(`${where} of shape [${shape}], expected a matrix. Give it to another optimizer: MultiOptimizer joins Muon for matrices and AdamW for the rest.`);
	},
	scalars({ momentum, epsilon, nsCoefficients, nsSteps }) {
		const [a = 0, b = 0, c = 0] = nsCoefficients;
		return {
			momentum,
			oneMinusMomentum: 1 - momentum,
			epsilon,
			a,
			b,
			c,
			steps: nsSteps
		};
	},
	update({ grad, m }, scalars, { static: s, shape: [rows = 1, columns = 1] }) {
		const { momentum, oneMinusMomentum, a, b, c, steps, epsilon } = scalars;
		const mNext = lerp(m, grad, oneMinusMomentum);
		const u = s.nesterov ? lerp(grad, mNext, momentum) : mNext;
		const { orthogonal } = call(newtonSchulz, [u], {
			a,
			b,
			c,
			steps,
			epsilon
		});
		const ratio = s.adjustLearningRate === "original" ? Math.sqrt(Math.max(1, rows / columns)) : .2 * Math.sqrt(Math.max(rows, columns));
		return {
			grad: mul$1(ratio, orthogonal),
			m: mNext
		};
	}
});
/**
* Momentum whose step has all its singular values near 1, for matrices.
*
* For a parameter θ of rank 2 with gradient g, at each step:
*
*     θ ← (1 − γ λ) θ
*     m ← μ m + (1 − μ) g
*     u = m,  or μ m + (1 − μ) g                  with `nesterov`
*     X = u / max(‖u‖, ε)
*     X ← a X + (b X Xᵀ + c (X Xᵀ)²) X            `nsSteps` times
*     θ ← θ − γ r X
*
* It takes matrices only: hidden layers. Give embeddings, the output layer, biases and gains to AdamW, with
* `MultiOptimizer`.
*
* State: `m`, zeros at first, with the shape of θ. The numbers are those of `torch.optim.Muon`, but for its
* iteration in bfloat16, which here is in float32. For a weight `[in, out]`, as TensorFlow.js has it, rows and columns in
* r are its own, so `'original'` enlarges the steps of layers that narrow; optax turns it round.
*
* Sources: Jordan et al., 2024, https://kellerjordan.github.io/posts/muon/; Liu et al., 2025,
* https://arxiv.org/abs/2502.16982 (`'matchRmsAdamw'`)
* @throws {@link OptionError} when an option leaves the range written on it, or a parameter is no matrix.
* @example
* ```ts
* const optimizer = new Muon([kernel], { learningRate: 0.02 });
* ```
*/
var Muon = class extends RuleOptimizer {
	static rule = chain("Muon", decoupledDecay(.1), scaleByMuon, scaleByLearningRate(.001));
};
// packages/optim/src/multi-optimizer.ts
/**
* Several optimizers as one: each parameter is moved by the first part that takes it.
*
* Its step is one step. A bound on the norm is on that of all gradients together, a gradient that is not finite
* holds back all parameters, and after an error none has moved. One `stateDict` holds the state of all.
*
* `groups` has a group for each part that takes a parameter, in the order of the parts; `setOptions(options, group)`
* changes the options of one of them, and every option may be a schedule, as always. Options given for all
* parameters, or for a group of them, go over those of the parts.
*
* Without parameters it takes every variable that it is given a gradient for, which is the form for
* `LayersModel.compile`. It has no configuration, since functions cannot be saved: save such a model without its
* optimizer, and `stateDict()` beside it.
*
* @throws {@link OptionError} when no part takes a parameter, when the optimizer of a part has parameters or an option
* that concerns all parameters together, such as `clip`, and when an option is out of range.
* @example
* ```ts
* const optimizer = new MultiOptimizer(
*   [
*     {
*       takes: (name, { rank }) => rank === 2 && name !== 'head.weight',
*       optimizer: new Muon({ learningRate: 0.02 }),
*     },
*     { takes: () => true, optimizer: new AdamW({ learningRate: 3e-4 }) },
*   ],
*   model,
*   { clip: clipByGlobalNorm(1) },
* );
* optimizer.step(() => crossEntropy(model.forward(images), labels));
* ```
*/
var MultiOptimizer = class extends Optimizer$1 {
	static get className() {
		return "NadirMultiOptimizer";
	}
	constructor(parts, parameters, options) {
		super(joined(parts), parameters, options);
	}
	/** @throws {@link OptionError} always: functions cannot be saved. */
	getConfig() {
		throw new OptionError("MultiOptimizer.getConfig: got functions that choose parameters, expected what can be saved. Save the model with includeOptimizer: false, and stateDict() beside it.");
	}
};
/** The name tells the rules, so that a state dict fits only the same ones. */
function joined(given) {
	const where = "MultiOptimizer";
	if (!Array.isArray(given) || given.length === 0) throw new OptionError(`${where}: got ${describe(given)}, expected a list of parts { takes, optimizer }.`);
	const parts = given.flatMap((part) => {
		checkNames(`${where}.parts`, part, ["takes", "optimizer"]);
		const { takes, optimizer } = part;
		if (typeof takes !== "function") throw new OptionError(`${where}.takes: got ${describe(takes)}, expected a function.`);
		return patternOf(where, optimizer).map((pattern) => ({
			...pattern,
			takes: (name, variable) => takes(name, variable) && pattern.takes(name, variable)
		}));
	});
	const name = `${where}(${parts.map(({ rule }) => rule.name).join(", ")})`;
	const partOf = ({ name: parameter, variable }) => {
		const found = parts.findIndex((part) => part.takes(parameter, variable));
		if (found >= 0) return found;
		throw new OptionError(`${name}: got the parameter "${parameter}" [${variable.shape}], expected one that a part takes. Let the last part take all that is left: { takes: () => true, optimizer }.`);
	};
	return {
		name,
		parts,
		partOf
	};
}
// packages/problems/src/datasets/bumps.ts
var table = {
	...syntheticOptions,
	width: number(.25, "[0.01, 10]"),
	noise: number(.05, "[0, 10]")
};
/** Centres, and whether there is a hill or a hollow. */
var centres = [
	[
		-.6,
		.4,
		1
	],
	[
		0,
		.4,
		-1
	],
	[
		.6,
		.4,
		1
	],
	[
		-.6,
		-.4,
		-1
	],
	[
		0,
		-.4,
		1
	],
	[
		.6,
		-.4,
		-1
	]
];
/**
* Three hills and three hollows in two rows, by turns: a regression that no straight plane fits.
*
* The target is Σ ± exp(−‖p − c‖² / 2σ²) + `noise` · ε over the six centres c, where p is uniform in [−1, 1)², σ is `width`
* and ε is standard normal.
* @throws {@link ProblemError} when an option leaves the range written on it.
* @example
* ```ts
* const { train, test } = bumps({ width: 0.2 });
* ```
*/
function bumps(options = {}) {
	const { examples, width, noise, seed, testShare } = readOptions("bumps", options, table);
	const random = createRandom(seed, 0);
	const features = new Float32Array(2 * examples);
	const targets = new Float32Array(examples);
	for (let row = 0; row < examples; row++) {
		const x = Math.fround(2 * random.uniform() - 1);
		const y = Math.fround(2 * random.uniform() - 1);
		features.set([x, y], 2 * row);
		const height = centres.reduce((sum, [cx, cy, sign]) => sum + sign * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * width ** 2)), 0);
		targets[row] = height + noise * random.normal();
	}
	return split({
		name: "bumps",
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
// apps/docs/.vitepress/cache-ursji2/regression.ts
await tf.setBackend("cpu");
register();
var { train, test } = bumps({
	examples: 300,
	noise: .1,
	seed: 3
});
var [rows, testRows] = [train, test].map(({ examples, features }) => Array.from({ length: examples }, (_, row) => {
	const [x, y] = features.subarray(2 * row, 2 * row + 2);
	return [
		x,
		x * y,
		Math.sin(Math.PI * y)
	];
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
var linear1 = new Linear(3, 5, {
	negativeSlope: 0,
	random
});
var linear2 = new Linear(5, 3, {
	negativeSlope: 0,
	random
});
var linear3 = new Linear(3, 1, { random });
var { key, stream } = random.next();
random.next();
var model = new Sequential(linear1, new GELU(), new Dropout(.25, { random }), linear2, new GELU(), linear3);
var optimizer = new MultiOptimizer([{
	takes: (_, { rank }) => rank === 2,
	optimizer: new Muon()
}, {
	takes: () => true,
	optimizer: new AdamW({ learningRate: .005 })
}], model);
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
	});
}
model.eval();
var testLoss = tf.tidy(() => meanSquaredError(model.forward(tf.tensor2d(testInputs)), tf.tensor2d(Array.from(test.targets, (y) => [(y - centre) / spread]))).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
export {};
