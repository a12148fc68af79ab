import { K as uniform, M as bits, W as square$1, bt as describe, c as sum$1, ct as checkNonNegative, ft as checkShape, gt as OptionError, ht as checkWord, i as ProblemError, it as checkFinite, j as add$1, k as trace, lt as checkOptions, mt as checkUint32, n as number, nt as checkDevice, o as randomNormal, ot as checkInteger, r as readOptions, rt as checkBoolean, st as checkNames, t as integer, vt as StateError, y as execute, yt as TensorError, z as mul$1 } from "./check-Bw3kyXK2.js";
import { Tensor, Variable, add, clone, matMul, reshape, scalar, tidy, util, variable } from "@tensorflow/tfjs-core";
// packages/core/src/module/host-integer.ts
/**
* An integer in [0, 2³²) that lives on the host and belongs to a module's state: a seed, a count of
* calls.
*
* A field of this class is saved and loaded with the variables, so that a resumed run goes on bit
* for bit. In a state dict it is an int32 scalar; from 2³¹ on that is its two's complement.
*
* @throws {@link OptionError} when it is set to something else.
* @example
* ```ts
* class Counting extends Module {
*   readonly calls = new HostInteger(0);
*   forward(x: Tensor): Tensor {
*     this.calls.value += 1;
*     return clone(x);
*   }
* }
* ```
*/
var HostInteger = class {
	#value = 0;
	constructor(value) {
		this.value = value;
	}
	get value() {
		return this.#value;
	}
	set value(value) {
		checkUint32("HostInteger", { value }, "value");
		this.#value = value;
	}
};
// packages/core/src/module/parameter.ts
var known = /* @__PURE__ */ new WeakSet();
/**
* A trainable variable that takes a tensor over: the tensor is disposed, its values are not copied.
*
* `variable(tensor)` of TensorFlow.js leaves the tensor to the caller, and outside of `tidy` it is
* easily forgotten. A variable outlives `tidy`.
*
* @throws {@link OptionError} when it gets no tensor, or a variable, which would be lost.
* @example
* ```ts
* class Scale extends Module {
*   readonly gain = parameter(ones([8]));
*   forward(x: Tensor): Tensor {
*     return mul(x, this.gain);
*   }
* }
* ```
*/
var parameter = (tensor) => takeOver("parameter", tensor, true);
/**
* A variable that belongs to a module's state but is not trained, such as a running mean. Like
* {@link parameter} it takes the tensor over.
*
* It stays a buffer whatever its `trainable` says, and a frozen parameter stays a parameter.
*
* @throws {@link OptionError} when it gets no tensor, or a variable, which would be lost.
*/
function buffer(tensor) {
	const made = takeOver("buffer", tensor, false);
	known.add(made);
	return made;
}
/** Whether {@link buffer} has made this variable. */
var isBuffer = (candidate) => known.has(candidate);
function takeOver(where, tensor, trainable) {
	if (tensor instanceof Variable || typeof tensor?.dataId !== "object") throw new OptionError(`${where}: got ${tensor instanceof Variable ? "a variable" : describe(tensor)}, expected a tensor to take over. Pass \`clone(x)\` of a variable x.`);
	const made = variable(tensor, trainable);
	tensor.dispose();
	return made;
}
// packages/core/src/module/module.ts
/**
* A part of a model, or the whole of it: variables, other modules, and what it computes.
*
* Nothing is registered. Its fields are looked through whenever something is asked:
*
* - a `Variable` is a parameter, unless {@link buffer} has made it: then it is a buffer;
* - a `Module` is a child;
* - an array or a `Map` with strings as keys stands for what it holds;
* - a {@link HostInteger} is saved and loaded, but neither parameter nor buffer;
* - anything else is left alone: tensors, plain objects, sets, and fields whose name begins with `#`.
*
* Names are dotted paths such as `layers.0.weight`. Those of a module itself come before those of
* its children, each in the order of the fields. A variable found twice is listed once by
* `parameters` and `namedParameters`, under its first name, and under every name by `stateDict`. A
* field that leads back to a module which holds this one is passed over.
*
* `Inputs` and `Output` are the types of `forward`: by default one tensor to one tensor.
*
* @example
* ```ts
* class Residual extends Module {
*   readonly inner = new Sequential(new Linear(8, 8), new ReLU());
*   forward(x: Tensor): Tensor {
*     return tidy(() => add(x, this.inner.forward(x)));
*   }
* }
* const names = [...new Residual().namedParameters().keys()]; // inner.0.weight, inner.0.bias
* ```
*/
var Module = class Module {
	/**
	* Whether the module behaves as in training, true at first. Layers such as {@link Dropout} read
	* it. Set it by {@link train} and {@link eval}, which reach the children.
	*/
	training = true;
	/** The trained variables of this module and all below it, each once. */
	parameters() {
		return [...this.namedParameters().values()];
	}
	/** As {@link parameters}, by name. */
	namedParameters() {
		return namedVariables(this, (found) => !isBuffer(found));
	}
	/** The variables of this module and all below it that {@link buffer} has made, each once. */
	buffers() {
		return [...this.namedBuffers().values()];
	}
	/** As {@link buffers}, by name. */
	namedBuffers() {
		return namedVariables(this, isBuffer);
	}
	/** The modules in the fields of this one, each once. */
	children() {
		const found = [...members(this)].map(([, member]) => member);
		return [...new Set(found.filter((member) => member instanceof Module))];
	}
	/** This module and all below it, each once and before its children. */
	modules() {
		const found = /* @__PURE__ */ new Set();
		const visit = (module) => {
			if (found.has(module)) return;
			found.add(module);
			module.children().forEach(visit);
		};
		visit(this);
		return [...found];
	}
	/** Calls `visit` with each module, children before the module that holds them. */
	apply(visit) {
		const done = /* @__PURE__ */ new Set();
		const descend = (module) => {
			if (done.has(module)) return;
			done.add(module);
			module.children().forEach(descend);
			visit(module);
		};
		descend(this);
		return this;
	}
	/**
	* Switches this module and all below it to training, or to evaluation by `train(false)`.
	*
	* @throws {@link OptionError} when `mode` is not a boolean.
	*/
	train(mode = true) {
		checkBoolean("Module.train", { mode }, "mode");
		for (const module of this.modules()) module.training = mode;
		return this;
	}
	/** Switches this module and all below it to evaluation. */
	eval() {
		return this.train(false);
	}
	/**
	* Freezes the parameters (`false`) or lets them be trained again. Buffers are never trained.
	*
	* @throws {@link OptionError} when `flag` is not a boolean.
	*/
	requiresGrad(flag = true) {
		checkBoolean("Module.requiresGrad", { flag }, "flag");
		for (const found of this.parameters()) found.trainable = flag;
		return this;
	}
	/**
	* A snapshot of all parameters, buffers and host integers by name: everything that `forward`
	* depends on. The tensors are clones, which take no memory until the variables change, and the
	* caller disposes them. `training` and `trainable` are not part of it.
	*/
	stateDict() {
		checkDevice();
		return Object.fromEntries([...leaves(this)].map(([name, leaf]) => [name, leaf instanceof HostInteger ? scalar(leaf.value | 0, "int32") : clone(leaf)]));
	}
	/**
	* Sets parameters, buffers and host integers to the values of a {@link stateDict}. The variables
	* stay the same objects, so optimizers go on with them, and the caller keeps the tensors of the
	* state and may dispose them at once. A state from elsewhere has no host integers: load it with
	* `strict: false`.
	*
	* A variable that several names stand for may be in the state under one of them, as files of tied weights have it.
	*
	* @param options.strict Whether names that only one side has, and other shapes and dtypes, are errors. With `false`,
	* they are left out and reported. Default `true`.
	* @throws {@link StateError} listing everything that does not fit; then nothing has changed.
	*/
	loadStateDict(state, { strict = true } = {}) {
		checkDevice();
		const where = `${this.constructor.name}.loadStateDict`;
		checkBoolean(where, { strict }, "strict");
		if (typeof state !== "object" || state === null) throw new OptionError(`${where}: got ${describe(state)}, expected an object of tensors.`);
		const own = new Map(leaves(this));
		const named = [...own].flatMap(([name, leaf]) => Object.hasOwn(state, name) ? [{
			name,
			leaf,
			value: state[name]
		}] : []);
		const found = new Set(named.map(({ leaf }) => leaf));
		const missing = [...own].flatMap(([name, leaf]) => found.has(leaf) ? [] : [name]);
		const unexpected = Object.keys(state).filter((name) => !own.has(name));
		const problems = /* @__PURE__ */ new Map();
		for (const { name, leaf, value } of named) {
			const problem = mismatch(name, leaf, value);
			if (problem !== void 0) problems.set(name, problem);
		}
		const bad = named.find(({ value }) => !(value instanceof Tensor) || value.isDisposed);
		const isOther = missing.length + unexpected.length + problems.size > 0;
		if (bad !== void 0 || strict && isOther) {
			const listed = [
				...strict ? missing.map((name) => `nothing for "${name}"`) : [],
				...strict ? unexpected.map((name) => `"${name}", which it has not`) : [],
				...problems.values()
			];
			throw new StateError(`${where}: got ${listed.join("; ")}, expected the names, shapes and dtypes of this module.${bad === void 0 ? " Pass { strict: false } to load what both have." : ""}`);
		}
		const present = named.filter(({ name }) => !problems.has(name));
		tidy(() => {
			const values = present.map(({ leaf, value }) => leaf instanceof HostInteger ? value.dataSync()[0] >>> 0 : clone(value));
			present.forEach(({ leaf }, i) => {
				const value = values[i];
				if (leaf instanceof HostInteger) leaf.value = value;
				else leaf.assign(value);
			});
		});
		return {
			missing,
			unexpected,
			mismatched: [...problems.keys()]
		};
	}
	/** Disposes all parameters and buffers, also those that other modules share. */
	dispose() {
		for (const found of [...this.parameters(), ...this.buffers()]) if (!found.isDisposed) found.dispose();
	}
};
/** What the fields of a module hold, by field name, or by `field.index` in arrays and maps. */
function* members(module) {
	for (const [name, value] of Object.entries(module)) yield* unfold(module, name, value, []);
}
function* unfold(module, name, value, within) {
	if (value instanceof Variable || value instanceof HostInteger || value instanceof Module) yield [name, value];
	else if ((Array.isArray(value) || value instanceof Map) && !within.includes(value)) for (const [key, item] of value.entries()) for (const member of unfold(module, `${name}.${key}`, item, [...within, value])) {
		if (typeof key === "string" && (key === "" || key.includes("."))) throw new OptionError(`${module.constructor.name}.${name}: got the key ${describe(key)}, expected one that is not empty and has no dot. Dots separate the parts of a name.`);
		yield member;
	}
}
/** Everything with an entry in the state dict, under every name. */
function* leaves(module, prefix = "", within = []) {
	const children = [];
	for (const [name, member] of members(module)) if (member instanceof Module) children.push([name, member]);
	else yield [prefix + name, member];
	for (const [name, child] of children) {
		const holders = [...within, module];
		if (!holders.includes(child)) yield* leaves(child, `${prefix}${name}.`, holders);
	}
}
function namedVariables(module, wanted) {
	const seen = /* @__PURE__ */ new Set();
	const named = /* @__PURE__ */ new Map();
	for (const [name, leaf] of leaves(module)) {
		if (seen.has(leaf)) continue;
		seen.add(leaf);
		if (leaf instanceof Variable && wanted(leaf)) named.set(name, leaf);
	}
	return named;
}
/** What is wrong with the value of one entry of a state dict, or `undefined`. */
function mismatch(name, leaf, value) {
	const { dtype, shape } = leaf instanceof Variable ? leaf : {
		dtype: "int32",
		shape: []
	};
	const wanted = `for "${name}" ${dtype} [${shape}]`;
	if (!(value instanceof Tensor)) return `${describe(value)} ${wanted}`;
	if (value.isDisposed) return `a disposed tensor ${wanted}`;
	return value.dtype === dtype && value.shape.join() === shape.join() ? void 0 : `${value.dtype} [${value.shape}] ${wanted}`;
}
// packages/core/src/random/streams.ts
/**
* Hands out the streams of a seed, one after the other: to each layer its own.
*
* Streams are numbered 0, 1, 2, … in the order in which they are asked for, so the same seed and
* the same code build the same model. A stream is a name, not a generator: nothing that one layer
* draws changes what another one gets.
*
* @throws {@link OptionError} when the seed is no integer in [0, 2³²).
* @example
* ```ts
* const random = new RandomStreams(42);
* const model = new Sequential(new Linear(2, 8, { random }), new Dropout(0.1, { random }));
* ```
*/
var RandomStreams = class {
	/** The seed, which is the key of every stream. */
	seed;
	#next = 0;
	constructor(seed) {
		checkUint32("RandomStreams", { seed }, "seed");
		this.seed = seed;
	}
	/** The next stream that nobody has. */
	next() {
		return {
			key: this.seed,
			stream: this.#next++
		};
	}
};
var shared = new RandomStreams(0);
/** The next stream of those given to a layer, or of those that {@link seed} has set. */
function nextStream(where, random = shared) {
	if (typeof random?.next !== "function") throw new OptionError(`${where}.random: got ${describe(random)}, expected a RandomStreams. Write \`new RandomStreams(42)\` for the seed 42.`);
	return random.next();
}
// packages/core/src/random/uniform.ts
/** `low + range · u` for u in [0, 1), on symbols. */
var uniformProgram = trace({
	name: "RandomUniform",
	scalars: ["low", "range"],
	integers: [
		"key",
		"stream",
		"step"
	]
}, ({ low, range, key, stream, step }) => ({ value: add$1(low, mul$1(range, uniform(bits(key, stream, step)))) }));
/**
* Float32 numbers spread evenly between `low` and `high`.
*
* Element i is `low + (high − low) · u`, where u is the upper 24 bits of Threefry-2x32-20 with the
* key (`key`, `stream`) and the counter (i, `step`), times 2⁻²⁴. The bounds are rounded to float32
* first and each of the two operations is one float32 operation, so every backend gives the same
* bits. u is below 1, but the addition may round up to `high`.
*
* @param low Smallest number, finite. Default 0.
* @param high Greatest number, finite, ≥ `low`. Default 1.
* @throws {@link OptionError} when an argument leaves the range written on it.
* @example
* ```ts
* randomUniform([2, 3], { key: 42, stream: 0, step: 0 }, -1, 1).print();
* ```
*/
function randomUniform(shape, draw, low = 0, high = 1) {
	checkShape("randomUniform", shape);
	checkOptions("randomUniform.draw", draw);
	const { key, stream, step } = draw;
	checkUint32("randomUniform", {
		key,
		stream,
		step
	}, "key", "stream", "step");
	checkFinite("randomUniform", {
		low,
		high
	}, "low", "high");
	if (low > high) throw new OptionError(`randomUniform: got low ${low} and high ${high}, expected low ≤ high.`);
	const scalars = {
		low,
		range: Math.fround(high) - Math.fround(low),
		key,
		stream,
		step
	};
	return execute(uniformProgram, {
		tensors: {},
		scalars,
		shape
	}).value;
}
// packages/nn/src/init/initial.ts
/** Every {@link Initial}. */
var initials = [
	"kaiming-uniform",
	"kaiming-normal",
	"xavier-uniform",
	"xavier-normal"
];
/**
* The fans of a weight with the layout of TensorFlow.js, `[...window, in, out]`:
*
*     fanIn = ∏ window · in          fanOut = ∏ window · out
*
* A dense weight `[in, out]` has no window.
*/
function fans(shape) {
	checkShape("fans", shape);
	const [inputs, outputs] = shape.slice(-2);
	const window = util.sizeFromShape(shape.slice(0, -2));
	return {
		fanIn: window * inputs,
		fanOut: window * outputs
	};
}
/**
* The numbers of a new weight, with mean 0 and the variance σ²:
*
*     kaiming   σ² = 2 / ((1 + a²) fanIn)      for a leaky ReLU of negative slope a; 0 for ReLU
*     xavier    σ² = 2 / (fanIn + fanOut)      for tanh and the like; a plays no part
*
*     uniform   between −√3 σ and √3 σ
*     normal    standard deviation σ, not cut off
*
* With a = √5, `kaiming-uniform` is U(±1/√fanIn), the weight of `torch.nn.Linear`.
*
* Papers: He et al., ICCV 2015, https://arxiv.org/abs/1502.01852; Glorot & Bengio, AISTATS 2010,
* https://proceedings.mlr.press/v9/glorot10a.html
*/
function initialWeight(shape, initial, negativeSlope, draw) {
	const { fanIn, fanOut } = fans(shape);
	checkWord("initialWeight", { initial }, "initial", initials);
	const [author, distribution] = initial.split("-");
	const variance = author === "kaiming" ? 2 / ((1 + negativeSlope ** 2) * fanIn) : 2 / (fanIn + fanOut);
	if (distribution === "normal") return randomNormal(shape, draw, 0, Math.sqrt(variance));
	const bound = Math.sqrt(3 * variance);
	return randomUniform(shape, draw, -bound, bound);
}
// packages/nn/src/layers/containers/sequential.ts
/**
* Modules one after the other: each takes what the one before it gives.
*
* They are named `0`, `1`, …, so the first one's weight is `0.weight`. What lies between them is
* disposed as soon as nothing needs it. Without modules it gives its input.
*
* @throws {@link OptionError} when an argument is no module.
* @example
* ```ts
* const model = new Sequential(new Linear(2, 16), new ReLU(), new Linear(16, 1));
* const prediction = model.forward(tensor2d([[1, 2]])); // [1, 1]
* ```
*/
var Sequential = class extends Module {
	/** Number of modules. */
	length;
	constructor(...layers) {
		super();
		layers.forEach((layer, i) => {
			if (!(layer instanceof Module)) throw new OptionError(`Sequential.${i}: got ${describe(layer)}, expected a Module.`);
		});
		this.length = layers.length;
		Object.assign(this, layers);
	}
	/** The modules in their order. */
	*[Symbol.iterator]() {
		for (let i = 0; i < this.length; i++) yield this[i];
	}
	forward(x) {
		return tidy(() => [...this].reduce((value, layer) => layer.forward(value), clone(x)));
	}
};
// packages/nn/src/layers/linear/linear.ts
/**
* A linear map with bias, a dense layer without activation:
*
*     y = x W + b        x [..., in]   W [in, out]   b [out]   y [..., out]
*
* W and b are float32. At first both are drawn from U(±1/√in), as in `torch.nn.Linear`; `initial`
* and `negativeSlope` change that of W, whose formulas stand at {@link initialWeight}. W has the
* layout of TensorFlow.js, `[in, out]`; that of PyTorch is its transpose, `[out, in]`.
*
* @throws {@link OptionError} when an argument leaves the range written on it.
* @throws {@link TensorError} in `forward`, when the last size of x is not `inFeatures`.
* @example
* ```ts
* const layer = new Linear(3, 2);
* const y = layer.forward(tensor2d([[1, 2, 3]])); // [1, 2]
* ```
*/
var Linear = class extends Module {
	inFeatures;
	outFeatures;
	weight;
	bias;
	constructor(inFeatures, outFeatures, options = {}) {
		super();
		const { bias = true, initial = "kaiming-uniform", negativeSlope = Math.sqrt(5) } = options;
		checkInteger("Linear", {
			inFeatures,
			outFeatures
		}, 1, "inFeatures", "outFeatures");
		checkNames("Linear", options, [
			"bias",
			"initial",
			"negativeSlope",
			"random"
		]);
		checkBoolean("Linear", { bias }, "bias");
		checkWord("Linear", { initial }, "initial", initials);
		checkNonNegative("Linear", { negativeSlope }, "negativeSlope");
		this.inFeatures = inFeatures;
		this.outFeatures = outFeatures;
		const stream = nextStream("Linear", options.random);
		const shape = [inFeatures, outFeatures];
		this.weight = parameter(initialWeight(shape, initial, negativeSlope, {
			...stream,
			step: 0
		}));
		if (bias) {
			const bound = 1 / Math.sqrt(inFeatures);
			this.bias = parameter(randomUniform([outFeatures], {
				...stream,
				step: 1
			}, -bound, bound));
		}
	}
	forward(x) {
		const { weight, bias, inFeatures, outFeatures } = this;
		if (x.shape.at(-1) !== inFeatures) throw new TensorError(`Linear.forward: got [${x.shape}], expected [..., ${inFeatures}].`);
		return tidy(() => {
			const rows = x.rank === 2 ? x : reshape(x, [-1, inFeatures]);
			const product = matMul(rows, weight);
			const y = bias === void 0 ? product : add(product, bias);
			return x.rank === 2 ? y : reshape(y, [...x.shape.slice(0, -1), outFeatures]);
		});
	}
};
// packages/nn/src/losses/total.ts
var totalProgram = trace({
	name: "total",
	tensors: ["x"]
}, ({ x }) => ({ total: sum$1(x) }));
var squaresProgram = trace({
	name: "totalOfSquares",
	tensors: ["x"]
}, ({ x }) => ({ total: sum$1(square$1(x)) }));
/**
* The sum over all elements, exact to float32 however many they are: some backends of TensorFlow.js add one float32
* number after another, which after a million terms costs four digits. It has no gradient.
*/
var total = (x) => execute(totalProgram, { tensors: { x } }).total;
/** The sum of the squares of all elements, as {@link total}. */
var totalOfSquares = (x) => execute(squaresProgram, { tensors: { x } }).total;
// packages/problems/src/random.ts
/**
* The numbers that belong to a seed and a stream, both unsigned 32-bit integers. Streams of one
* seed are independent of each other: data come from stream 0, splits from stream 1.
*
* The bits are those of Threefry-2x32-20 with the key (seed, stream) and a counter that goes up by
* one. `uniform` and `permutation` are exact on every engine. `normal` goes through `Math.log` and
* `Math.cos`, whose last bit differs among engines.
*/
function createRandom(seed, stream) {
	let counter = 0;
	const uniform = () => {
		const [high, low] = threefry([seed, stream], [counter++, 0]);
		return ((high >>> 5) * 2 ** 26 + (low >>> 6)) * 2 ** -53;
	};
	return {
		uniform,
		normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
		permutation(length) {
			const order = Uint32Array.from({ length }, (_, i) => i);
			for (let i = length - 1; i > 0; i--) {
				const j = Math.floor(uniform() * (i + 1));
				const moved = order[i];
				order[i] = order[j];
				order[j] = moved;
			}
			return order;
		}
	};
}
var rotations = [
	13,
	15,
	26,
	6,
	17,
	29,
	16,
	24
];
/**
* Threefry-2x32 with 20 rounds: two words of 32 random bits for each key and counter.
*
* Paper: Salmon, Moraes, Dror & Shaw, SC 2011, https://doi.org/10.1145/2063384.2063405
*/
function threefry(key, counter) {
	const keys = [...key, 466688986 ^ key[0] ^ key[1]];
	let a = counter[0] + key[0] | 0;
	let b = counter[1] + key[1] | 0;
	for (let round = 1; round <= 20; round++) {
		const bits = rotations[(round - 1) % 8];
		a = a + b | 0;
		b = (b << bits | b >>> 32 - bits) ^ a;
		if (round % 4 === 0) {
			const turn = round / 4;
			a = a + keys[turn % 3] | 0;
			b = b + keys[(turn + 1) % 3] + turn | 0;
		}
	}
	return [a >>> 0, b >>> 0];
}
// packages/problems/src/datasets/split.ts
/** What {@link SplitOptions} accept. */
var splitOptions = {
	testShare: number(.2, "[0, 1)"),
	seed: integer(0, "[0, 4294967295]")
};
/**
* A data set in two parts, which share no example and together hold all of them.
*
* Which examples are in the test part is random and depends on the seed alone; both parts keep
* the order of the data set. The test part has `testShare` of all examples, rounded to the nearest
* integer, and `testShare` of each class, rounded up or down: both parts keep the proportions of
* the classes. With `testShare` 0 the train part is the data set as it was, and the test part is
* empty.
*
* @throws {@link ProblemError} when an option leaves its range, or when the arrays of the data set
* contradict its counts.
* @example
* ```ts
* const { train, test } = split(dataset, { testShare: 0.25, seed: 7 });
* ```
*/
function split(dataset, options = {}) {
	const { testShare, seed } = readOptions("split", options, splitOptions);
	checkDataset(dataset);
	const { examples } = dataset;
	const labels = dataset.task === "classification" ? dataset.labels : new Int32Array(examples);
	const missing = testCounts(labels, testShare);
	const isTest = new Uint8Array(examples);
	for (const row of createRandom(seed, 1).permutation(examples)) {
		const label = labels[row];
		const count = missing[label];
		if (count === 0) continue;
		missing[label] = count - 1;
		isTest[row] = 1;
	}
	return {
		train: part(dataset, isTest, 0),
		test: part(dataset, isTest, 1)
	};
}
/** How many examples of each class the test part takes. */
function testCounts(labels, testShare) {
	const counts = [];
	for (const label of labels) counts[label] = (counts[label] ?? 0) + 1;
	let passed = 0;
	let taken = 0;
	return Array.from(counts, (count = 0) => {
		passed += count;
		const before = taken;
		taken = Math.round(testShare * passed);
		return taken - before;
	});
}
/** The examples whose entry of `isTest` is `wanted`. */
function part(dataset, isTest, wanted) {
	const { featureCount } = dataset;
	const isWanted = (_, row) => isTest[row] === wanted;
	const answers = dataset.task === "classification" ? { labels: dataset.labels.filter(isWanted) } : { targets: dataset.targets.filter(isWanted) };
	return {
		...dataset,
		...answers,
		examples: isTest.filter((entry) => entry === wanted).length,
		features: dataset.features.filter((_, i) => isTest[Math.floor(i / featureCount)] === wanted)
	};
}
function checkDataset(dataset) {
	const { examples, featureCount, features } = dataset;
	if (features.length !== examples * featureCount) throw new ProblemError(`split: got ${features.length} features, expected ${examples} examples × ${featureCount} features.`);
	const [word, answers] = dataset.task === "classification" ? ["labels", dataset.labels] : ["targets", dataset.targets];
	if (answers.length !== examples) throw new ProblemError(`split: got ${answers.length} ${word}, expected ${examples}.`);
	if (dataset.task === "regression") return;
	const { classCount } = dataset;
	const stray = dataset.labels.find((label) => label < 0 || label >= classCount);
	if (stray !== void 0) throw new ProblemError(`split: got label ${stray}, expected integers in [0, ${classCount}).`);
}
export { totalOfSquares as a, randomUniform as c, Module as d, buffer as f, total as i, RandomStreams as l, HostInteger as m, splitOptions as n, Linear as o, parameter as p, createRandom as r, Sequential as s, split as t, nextStream as u };
