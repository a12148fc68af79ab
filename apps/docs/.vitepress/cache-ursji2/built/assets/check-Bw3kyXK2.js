import * as tf from "@tensorflow/tfjs-core";
import { Optimizer, Tensor, Variable, backend_util, clone, dispose, div, engine, fill, getBackend, getKernel, keep, registerKernel, scalar, serialization, tensor, tensor1d, tidy, util, zeros, zerosLike } from "@tensorflow/tfjs-core";
// packages/core/src/errors.ts
/**
* Base of every error that Nadir throws on purpose.
*
* The message reads `<where>: got <what was given>, expected <what is accepted>. <What to do.>`.
* Tell errors apart by `code`: two copies of a package share no classes.
*/
var NadirError = class extends Error {
	/** Stable identifier of the kind of error, such as `'NADIR_OPTION'`. */
	code;
	constructor(code, message, options) {
		super(message, options);
		this.name = new.target.name;
		this.code = code;
	}
};
/** A value given to a constructor or function is outside what its documentation accepts. Code `NADIR_OPTION`. */
var OptionError = class extends NadirError {
	constructor(message, options) {
		super("NADIR_OPTION", message, options);
	}
};
/** A gradient or tensor has another shape, dtype or value than the step can use. Code `NADIR_TENSOR`. */
var TensorError = class extends NadirError {
	constructor(message, options) {
		super("NADIR_TENSOR", message, options);
	}
};
/** A saved state does not fit the object it is loaded into, or a call comes at the wrong time. Code `NADIR_STATE`. */
var StateError = class extends NadirError {
	constructor(message, options) {
		super("NADIR_STATE", message, options);
	}
};
/** A program or rule is malformed, or a backend cannot run it. Code `NADIR_PROGRAM`. */
var ProgramError = class extends NadirError {
	constructor(message, options) {
		super("NADIR_PROGRAM", message, options);
	}
};
/** How a value is written in an error message: short, and never throwing itself. */
function describe$1(value) {
	if (typeof value === "string") return JSON.stringify(value);
	if (typeof value === "function") return "a function";
	if (Array.isArray(value)) return `[${value.slice(0, 8).map((entry) => Array.isArray(entry) ? "[…]" : describe$1(entry)).join(", ")}${value.length > 8 ? ", …" : ""}]`;
	if (typeof value === "object" && value !== null) return `an object of class ${value.constructor?.name ?? "null"}`;
	return String(value);
}
// packages/core/src/check.ts
/** A check of values of one range, which `expected` tells in words. */
var checkOf = (accepts, expected) => (where, values, ...names) => {
	for (const name of names) {
		if (accepts(values[name])) continue;
		throw new OptionError(`${where}.${name}: got ${describe$1(values[name])}, expected ${expected}.`);
	}
};
/** The same of numbers. NaN fails every comparison, so it is refused by each range. */
var numbers = (accepts, expected) => checkOf((x) => typeof x === "number" && accepts(x), expected);
/** The same of numbers of which a kernel sees the nearest float32 number, which has to be in the range too. */
var floats = (accepts, expected) => (where, values, ...names) => {
	numbers(accepts, expected)(where, values, ...names);
	for (const name of names) {
		const value = values[name];
		const seen = Math.fround(value);
		if (accepts(seen)) continue;
		throw new OptionError(`${where}.${name}: got ${value}, which is ${seen} in float32, expected ${expected}.`);
	}
};
/** Throws unless each named value is a finite number, also as a float32 number. */
var checkFinite = /* @__PURE__ */ floats(Number.isFinite, "a finite number");
/** Throws unless each named value is a finite number ≥ 0, also as a float32 number. */
var checkNonNegative = /* @__PURE__ */ floats((x) => x >= 0 && x < Infinity, "a finite number ≥ 0");
/** Throws unless each named value is a finite number > 0, also as a float32 number. */
var checkPositive = /* @__PURE__ */ floats((x) => x > 0 && x < Infinity, "a finite number > 0");
/** Throws unless each named value is a number in [0, 1). */
var checkFraction = /* @__PURE__ */ numbers((x) => x >= 0 && x < 1, "a number in [0, 1)");
/** Throws unless each named value is a number in [0, 1]. */
var checkProbability = /* @__PURE__ */ numbers((x) => x >= 0 && x <= 1, "a number in [0, 1]");
/** Throws unless each named value is an integer in [0, 2³²): what keys, streams and steps are. */
var checkUint32 = /* @__PURE__ */ numbers((x) => Number.isInteger(x) && x >= 0 && x < 2 ** 32, "an integer in [0, 2³²)");
/** Throws unless each named value is `true` or `false`. */
var checkBoolean = /* @__PURE__ */ checkOf((x) => typeof x === "boolean", "true or false");
/** Throws unless each named value is an integer ≥ `least`. */
function checkInteger(where, values, least, ...names) {
	numbers((x) => Number.isSafeInteger(x) && x >= least, `an integer ≥ ${least}`)(where, values, ...names);
}
/** Throws unless `shape` is a list of integers ≥ 0. */
function checkShape(where, shape) {
	const fits = (size) => Number.isSafeInteger(size) && size >= 0;
	if (!Array.isArray(shape) || !shape.every(fits)) throw new OptionError(`${where}.shape: got ${describe$1(shape)}, expected a list of integers ≥ 0.`);
}
/** Throws unless the named value is one of the words listed. */
function checkWord(where, values, name, words) {
	if (words.includes(values[name])) return;
	const list = words.map((word) => `'${word}'`).join(" or ");
	throw new OptionError(`${where}.${name}: got ${describe$1(values[name])}, expected ${list}.`);
}
/** Throws unless options are an object. */
function checkOptions$1(where, given) {
	if (typeof given === "object" && given !== null) return;
	throw new OptionError(`${where}: got ${describe$1(given)}, expected an object of options.`);
}
/** Throws unless a value is a tensor in use. */
function checkTensor$1(where, given) {
	if (given instanceof Tensor && !given.isDisposed) return;
	throw new TensorError(`${where}: got ${given instanceof Tensor ? "a disposed tensor" : describe$1(given)}, expected a tensor in use.`);
}
/** Short names of PyTorch's options that are other words here, not the same in snake case. */
var shortNames = /* @__PURE__ */ new Map([
	["lr", ["learningRate"]],
	["betas", ["beta1", "beta2"]],
	["eps", [
		"epsilon",
		"epsilon1",
		"epsilon2"
	]],
	["lr_decay", ["learningRateDecay"]],
	["etas", ["etaMinus", "etaPlus"]],
	["step_sizes", ["stepSizeMin", "stepSizeMax"]],
	["lambd", ["lambda"]],
	["d", ["clipThreshold"]],
	["decay", ["alpha"]],
	["adjust_lr_fn", ["adjustLearningRate"]],
	["max_iter", ["maxIterations"]],
	["max_eval", ["maxEvaluations"]],
	["tolerance_grad", ["toleranceGradient"]],
	["line_search_fn", ["lineSearch"]],
	["params", ["parameters"]],
	["caution", ["cautious"]]
]);
/** The whole words that stand here for a name of PyTorch. */
var wholeWords = (name) => shortNames.get(name) ?? [name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())];
/** Throws unless options are an object; and at the first key that is not in `known`, with the word to write. */
function checkNames(where, given, known) {
	checkOptions$1(where, given);
	const quote = (words) => words.map((word) => `\`${word}\``);
	for (const name of Object.keys(given)) {
		if (known.includes(name)) continue;
		const words = wholeWords(name).filter((word) => known.includes(word));
		const advice = words.length === 0 ? "" : ` Write ${quote(words).join(" and ")} for \`${name}\`.`;
		throw new OptionError(`${where}: got option \`${name}\`, expected ${quote(known).join(", ") || "none"}.${advice}`);
	}
}
// packages/core/src/missing-class.ts
var isExplained = false;
/**
* Lets the search of TensorFlow.js for an optimizer class that a program has left out end in an error that says what to write.
* It has its classes in an object, which from then on inherits from one that is asked for what it lacks.
*/
function explainMissingClasses() {
	if (isExplained) return;
	isExplained = true;
	const has = (inherited, name) => {
		const [, rule] = /^Nadir(.+)$/.exec(String(name)) ?? [];
		if (rule === void 0) return name in inherited;
		throw new StateError(`loadLayersModel: got a model that was saved with the optimizer ${rule}, expected one that this program has. Write import '@nadir/optim/register', or make an optimizer of the class before.`);
	};
	const { classNameMap } = serialization.SerializationMap.getMap();
	Object.setPrototypeOf(classNameMap, new Proxy(Object.prototype, { has }));
}
// packages/core/src/version.ts
/** Version of this package. `npm run version` writes it. */
var version = "0.1.0";
// packages/core/src/program/run/registry.ts
/**
* Number of the contract between this package and adapters: `Backend`, `Kernel`, `KernelCall`, `Program` and
* the text of a program, by which kernels are kept. Raise it with every change that breaks adapters.
*/
var protocol = 1;
var key$1 = Symbol.for("nadir.backends");
/**
* The registry of this process, which the first copy of this package makes.
*
* @throws {@link ProgramError} when a copy with another protocol has made it.
*/
function sharedRegistry() {
	const shared = globalThis;
	shared[key$1] ??= {
		protocol,
		version,
		registrations: /* @__PURE__ */ new Map(),
		hinted: false
	};
	const registry = shared[key$1];
	if (registry.protocol !== protocol) throw new ProgramError(`@nadir/core ${version}: got a second copy of @nadir/core in this process, version ${registry.version} with adapter protocol ${registry.protocol}, expected protocol ${protocol}. Install the same version of all @nadir packages; \`npm ls @nadir/core\` shows who brings which.`);
	return registry;
}
/**
* Lets programs run on the TensorFlow.js backend that `backend` names. Adapters call it from their
* own `register()`; registering again replaces the adapter. All copies of this package in a process
* share what is registered.
*
* @throws {@link ProgramError} when a copy of this package that adapters of this one cannot serve is in use.
*/
function registerBackend(backend) {
	explainMissingClasses();
	sharedRegistry().registrations.set(backend.name, {
		backend,
		kernels: /* @__PURE__ */ new Map()
	});
}
/** The adapter registered for a TensorFlow.js backend, by default the current one. */
function findBackend(name = getBackend()) {
	return sharedRegistry().registrations.get(name)?.backend;
}
/**
* Makes sure that tensors of the current TensorFlow.js backend still have their values, as far as its adapter
* can tell.
*
* @throws {@link ProgramError} when the device has lost them.
*/
var checkDevice = () => findBackend()?.checkDevice?.();
// packages/core/src/optimizer/named-variables.ts
/** Whether a value names parameters by itself. */
function hasNamedParameters(value) {
	return typeof value?.namedParameters === "function";
}
/** Whether a value is a model of TensorFlow.js, or a layer. */
var hasTrainableWeights = (value) => Array.isArray(value?.trainableWeights);
/** Whether a value is an object of modules by names of their own. */
function isRecordOfModules(value) {
	const values = Object.values(value);
	return values.length > 0 && values.every(hasNamedParameters);
}
/**
* The parameters of one source, in order.
*
* @throws {@link OptionError} when there are none, or one is no float32 variable, is disposed of or
* occurs twice.
*/
function namedVariables(where, source) {
	const found = [];
	for (const [name, variable] of entriesOf(where, source)) {
		checkVariable(where, name, variable);
		found.push({
			name,
			variable
		});
	}
	if (found.length === 0) throw new OptionError(`${where}: got no parameters, expected at least one. Pass a Module or a list of variables.`);
	checkUnique(where, found);
	return found;
}
function* entriesOf(where, source) {
	const isObject = typeof source === "object" && source !== null;
	if (source instanceof Variable) yield [source.name, source];
	else if (hasNamedParameters(source)) yield* entriesUnder("", source);
	else if (hasTrainableWeights(source)) yield* entriesOf(where, source.trainableWeights);
	else if (isObject && Symbol.iterator in source) {
		let place = 0;
		for (const one of source) {
			if (hasNamedParameters(one)) yield* entriesUnder(`${place}.`, one);
			else if (Array.isArray(one)) yield one;
			else yield entryOf(one);
			place++;
		}
	} else if (isObject && isRecordOfModules(source)) for (const [name, module] of Object.entries(source)) yield* entriesUnder(`${name}.`, module);
	else throw new OptionError(`${where}: got ${describe$1(source)}, expected parameters. Pass a Module or a list of variables.`);
}
function* entriesUnder(prefix, module) {
	for (const [name, variable] of module.namedParameters()) yield [`${prefix}${name}`, variable];
}
function entryOf(one) {
	const variable = one !== void 0 && one !== null && "originalName" in Object(one) ? one.read() : one;
	return [variable?.name, variable];
}
/** Throws unless no name and no variable occurs twice. */
function checkUnique(where, parameters) {
	const names = /* @__PURE__ */ new Set();
	const variables = /* @__PURE__ */ new Set();
	for (const { name, variable } of parameters) {
		if (variables.has(variable) || names.has(name)) throw new OptionError(`${where}: got the parameter "${name}" twice, expected each once. Give it to one group only, and several modules names of their own: { encoder, decoder }.`);
		names.add(name);
		variables.add(variable);
	}
}
function checkVariable(where, name, variable) {
	if (!(variable instanceof Variable) || typeof name !== "string") throw new OptionError(`${where}: got ${describe$1(variable)} as a parameter, expected a tf.Variable. Make one with tf.variable(tensor).`);
	if (variable.isDisposed) throw new OptionError(`${where}: got the disposed variable "${name}", expected one that is in use.`);
	if (variable.dtype !== "float32") throw new OptionError(`${where}: got the ${variable.dtype} variable "${name}", expected float32.`);
}
// packages/core/src/optimizer/arguments.ts
/** Tells sources, groups and options apart. */
function sortParameters(where, parameters, options) {
	const given = options ?? {};
	const open = {
		groups: void 0,
		options: given,
		isTraining: () => true
	};
	if (parameters === void 0) return open;
	if (typeof parameters !== "object" || parameters === null) throw new OptionError(`${where}: got ${describe$1(parameters)}, expected a Module, variables, groups or options.`);
	const isList = Symbol.iterator in parameters && !(parameters instanceof Variable);
	const list = isList ? [...parameters] : [];
	const source = isList ? list : parameters;
	const models = modelsOf(source);
	const isGroup = (one) => typeof one === "object" && one !== null && "parameters" in one && !hasNamedParameters(one);
	if (!isList && isGroup(parameters)) return sortParameters(where, [parameters], options);
	if (parameters instanceof Variable || hasTrainableWeights(parameters) || models.length > 0 || isList && !list.some(isGroup)) return {
		groups: [{ parameters: source }],
		options: given,
		isTraining: areTraining(models)
	};
	if (!isList) {
		if (options !== void 0) throw new OptionError(`${where}: got options twice, expected parameters before them.`);
		return {
			...open,
			options: parameters
		};
	}
	const stranger = list.find((entry) => !isGroup(entry));
	if (stranger !== void 0) throw new OptionError(`${where}: got ${describe$1(stranger)} among groups, expected { parameters, …options }.`);
	const groups = list;
	return {
		groups: apart(groups),
		options: given,
		isTraining: areTraining(groups.flatMap((group) => modelsOf(group.parameters)))
	};
}
/** The modules of a source, each of which names its own parameters. */
function modelsOf(source) {
	if (typeof source !== "object" || source === null) return [];
	if (hasNamedParameters(source)) return [source];
	if (Symbol.iterator in source) return [...source].filter(hasNamedParameters);
	return isRecordOfModules(source) ? Object.values(source) : [];
}
var areTraining = (models) => () => models.every((model) => model.training !== false);
/** Groups of one module each, whose paths would be the same names, with their places before the paths. */
function apart(groups) {
	const modules = groups.filter(({ parameters }) => hasNamedParameters(parameters));
	if (modules.length < 2) return groups;
	return groups.map((group) => {
		const place = modules.indexOf(group);
		if (place < 0) return group;
		return {
			...group,
			parameters: { [place]: group.parameters }
		};
	});
}
// packages/core/src/optimizer/gradients/changes.ts
/** Changes that may have to be taken back, while a step that may be refused computes its loss. */
var recorded;
/** Tells of a change, where somebody may want to take it back. `make` is called only then, before the change. */
function beforeChange(make) {
	recorded?.push(make());
}
/** Runs a step that may be refused. What {@link takeChanges} has not taken is taken back where it throws. */
function recordingChanges(step) {
	const outer = recorded;
	recorded = [];
	let refused = true;
	try {
		const result = step();
		refused = false;
		return result;
	} finally {
		takeChanges()(refused);
		recorded = outer;
	}
}
/** The changes so far of the step that is under way. Whoever takes them settles them. */
function takeChanges() {
	const changes = recorded?.splice(0) ?? [];
	return (refused) => {
		for (const change of changes.reverse()) {
			if (refused) change.undo();
			change.forget();
		}
		changes.length = 0;
	};
}
// packages/core/src/optimizer/gradients/guard.ts
/** For each option a method of what it takes, and how that is made. */
var makers = [
	[
		"clip",
		"update",
		"a transform without options, such as clipByGlobalNorm(1)"
	],
	[
		"nonFinite",
		"watch",
		"throwError or skipStep"
	],
	[
		"lossScaler",
		"update",
		"a LossScaler. Write new LossScaler()"
	],
	[
		"sharpnessAware",
		"gradients",
		"what sam() makes"
	]
];
/** @throws {@link OptionError} when an option is out of range. */
function checkGuard(where, given) {
	const { accumulate = 1, clip, lossScaler, nonFinite = lossScaler?.nonFinite } = given;
	checkInteger(where, { accumulate }, 1, "accumulate");
	for (const [name, method, expected] of makers) {
		const value = given[name];
		if ((value === void 0 || typeof value?.[method] === "function") && (name !== "clip" || Object.keys(clip?.defaults ?? {}).length === 0)) continue;
		throw new OptionError(`${where}.${name}: got ${describe$1(value)}, expected ${expected}.`);
	}
	const asked = nonFinite?.config.guard;
	if (lossScaler !== void 0 && asked !== lossScaler.nonFinite.config.guard) throw new OptionError(`${where}.nonFinite: got ${asked} with a lossScaler, expected skipStep: a factor is found by steps that overflow.`);
	return {
		...given,
		accumulate,
		nonFinite
	};
}
// packages/core/src/optimizer/gradients/loss-gradients.ts
/**
* Hands gradients to `apply`, then frees them, and the loss unless it is kept. Where `apply` throws, both are freed:
* `minimize` of `tf.Optimizer` leaves them behind.
*/
function applyAndFree({ value, grads }, apply, keepsLoss = false) {
	let isKept = false;
	try {
		apply(grads);
		isKept = keepsLoss;
	} finally {
		dispose(grads);
		if (!isKept) value.dispose();
	}
	return isKept ? value : null;
}
/** Throws unless a loss is a function, which computes it. */
function checkLoss(where, loss) {
	if (typeof loss === "function") return;
	throw new OptionError(`${where}: got ${describe$1(loss)}, expected a function that computes the loss.`);
}
// packages/core/src/optimizer/gradients/tidy-gradients.ts
/**
* Computes a loss and its gradients, and leaves no tensor behind where that throws. TensorFlow.js would leave what it keeps of a
* forward pass for the backward pass.
*/
function tidyGradients(compute) {
	try {
		let made;
		tidy(() => {
			made = compute();
			return {
				value: made.value,
				...made.grads
			};
		});
		return made;
	} catch (error) {
		freeTape();
		throw error;
	}
}
/** Frees what was kept for gradients that nobody is going to compute, unless others are still being computed around them. */
function freeTape() {
	const { state } = engine();
	if (state.gradientDepth > 0) return;
	for (const { saved = [] } of state.activeTape ?? []) for (const tensor of saved) tensor.dispose();
	state.activeTape = null;
}
// packages/core/src/optimizer/groups/parts.ts
/** One rule for all parameters. */
var onePart = (rule) => ({
	name: rule.name,
	parts: [{
		rule,
		options: {},
		takes: () => true
	}],
	partOf: () => 0
});
// packages/core/src/optimizer/groups/pattern.ts
var patterns = /* @__PURE__ */ new WeakMap();
/** Lets another optimizer take over the rules and options of this one. */
function offerPattern(optimizer, pattern) {
	patterns.set(optimizer, pattern);
}
/**
* The rules and options of an optimizer that was made without parameters, for one that takes them over.
*
* @throws {@link OptionError} when it is none, has parameters, options that concern all parameters together, or a rule
* with more than steps, whose other updates nobody would ask for.
*/
function patternOf(where, optimizer) {
	const pattern = typeof optimizer === "object" && optimizer !== null ? patterns.get(optimizer) : void 0;
	if (pattern === void 0) throw new OptionError(`${where}: got ${describe$1(optimizer)}, expected an optimizer such as new AdamW(options).`);
	check(where, pattern);
	return pattern.roster.patterns;
}
function check(where, { name, roster, guard }) {
	const [taken] = roster.groups.flatMap(({ parameters }) => parameters);
	if (taken !== void 0) throw new OptionError(`${where}: got ${name} with the parameter "${taken.name}", expected an optimizer without any. Make it of options alone: it is a pattern.`);
	const { accumulate, clip, lossScaler, nonFinite, sharpnessAware } = guard;
	const [stray] = Object.entries({
		clip,
		lossScaler,
		nonFinite,
		sharpnessAware,
		accumulate: accumulate === 1 ? void 0 : accumulate
	}).find(([, value]) => value !== void 0) ?? [];
	if (stray !== void 0) throw new OptionError(`${where}: got ${name} with ${stray}, expected it for all parameters together. Give it to ${where} itself.`);
	const further = roster.patterns.flatMap(({ rule }) => Object.keys(rule.further));
	if (further.length > 0) throw new OptionError(`${where}: got ${name}, whose rule has the update \`${further[0]}\` beside its step, expected a rule of steps alone. Give it an optimizer of its own.`);
}
// packages/core/src/optimizer/groups/enrolled.ts
/** The parameters of an optimizer by the names of their variables, and their positions among all of them. */
var Enrolled = class {
	/** TensorFlow.js keeps the names of variables in use unique. */
	#byName = /* @__PURE__ */ new Map();
	/** Positions that parameters have left, the first of them first. */
	#free = [];
	/** Behind the last position that was ever taken. */
	#next = 0;
	get names() {
		return [...this.#byName.keys()];
	}
	/** The parameter of the variable that has this name. */
	get(name) {
		return this.#byName.get(name);
	}
	/** Takes in a parameter, at the first free position. */
	add(parameter) {
		parameter.index = this.#free.shift() ?? this.#next++;
		this.#byName.set(parameter.variable.name, parameter);
	}
	/** Takes in a parameter at the position that it has. */
	addInPlace(parameter) {
		this.#byName.set(parameter.variable.name, parameter);
	}
	/** Lets a parameter go with its state. */
	remove(parameter) {
		const { group, index, variable } = parameter;
		parameter.reset();
		this.#free = [...this.#free, index].sort((a, b) => a - b);
		if (this.#byName.get(variable.name) === parameter) this.#byName.delete(variable.name);
		group.parameters.splice(group.parameters.indexOf(parameter), 1);
	}
	/**
	* Puts parameters where they were saved, and others that were there behind them.
	* @param reserved Positions of parameters that are not known yet.
	*/
	reposition(saved, reserved) {
		const all = [...this.#byName.values()];
		const taken = /* @__PURE__ */ new Set([...saved.values(), ...reserved]);
		this.#next = 1 + Math.max(-1, ...taken, ...all.map(({ index }) => index));
		this.#free = [];
		for (const one of all) {
			const position = saved.get(one);
			if (position !== void 0) one.index = position;
			else if (taken.has(one.index)) one.index = this.#next++;
		}
	}
};
// packages/core/src/optimizer/groups/parameter.ts
/** A variable that an optimizer moves, with its state. */
var Parameter = class {
	name;
	variable;
	group;
	/** Position among all parameters of the optimizer. */
	index = 0;
	/** Steps that this parameter has taken. */
	t = 0;
	/** Whether gradients of micro-batches wait for the step. */
	waits = false;
	/** Numbers that the host keeps for the rule, from the first step on. */
	memory;
	/** Its gradient in the step that is under way. */
	grad;
	/** How often that gradient names each row, float32 `[rows]`, if the rule is rowwise. */
	namedRows;
	/** Raised whenever other tensors take the place of state: what was bound to them is bound anew. */
	epoch = 0;
	#slots = {};
	#bytes = {};
	constructor(name, variable, group) {
		this.name = name;
		this.variable = variable;
		this.group = group;
	}
	/** State tensors by slot, made at the first step. */
	get slots() {
		return this.#slots;
	}
	/** State of one byte for each element, by slot. */
	get bytes() {
		return this.#bytes;
	}
	/** Whether there is any state. */
	get hasState() {
		for (const _ in this.#slots) return true;
		for (const _ in this.#bytes) return true;
		return false;
	}
	/** Whether there is state of a slot. */
	has(slot) {
		return slot in this.#slots || slot in this.#bytes;
	}
	/**
	* Takes over what a program made for the parameter or for one of its slots.
	* @returns The tensor that holds the slot from now on; `undefined` for the parameter itself and for bytes.
	*/
	take(name, made) {
		if (name === "param") {
			this.variable.assign(made);
			made.dispose();
			return;
		}
		const packed = this.#bytes[name];
		if (packed !== void 0) {
			this.addBytes(name, packed.repack(made));
			made.dispose();
			return;
		}
		this.#slots[name]?.dispose();
		this.#slots[name] = keep(made);
		this.epoch++;
		return made;
	}
	/** Takes over a new state tensor. */
	add(slot, tensor) {
		this.epoch++;
		this.#slots[slot] = tensor;
	}
	/** Takes over bytes. */
	addBytes(slot, packed) {
		this.#bytes[slot]?.numbers.dispose();
		this.#bytes[slot] = packed;
	}
	/** Frees state that is kept no longer, as after momentum was switched off. */
	keepOnly(slots) {
		const isKept = (slot) => slots.some(({ name }) => name === slot);
		for (const slot of [...Object.keys(this.#slots), ...Object.keys(this.#bytes)]) {
			if (isKept(slot)) continue;
			(this.#slots[slot] ?? this.#bytes[slot]?.numbers)?.dispose();
			delete this.#slots[slot];
			delete this.#bytes[slot];
			this.epoch++;
		}
	}
	/** Counts a step. */
	count(memory) {
		this.t++;
		this.memory = memory;
	}
	/** Takes back a step that changed nothing on the device, but for the numbers of the host. */
	takeBack({ memory, isNew }) {
		this.t--;
		this.memory = memory;
		if (isNew && this.t === 0) this.reset();
	}
	/** What {@link takeBack} needs to know of the time before a step. */
	get before() {
		const { memory, t, hasState } = this;
		return {
			memory,
			isNew: t === 0 && !hasState
		};
	}
	/** Forgets the state. */
	reset() {
		for (const tensor of Object.values(this.#slots)) tensor.dispose();
		for (const { numbers } of Object.values(this.#bytes)) numbers.dispose();
		this.#slots = {};
		this.#bytes = {};
		this.memory = void 0;
		this.t = 0;
		this.waits = false;
		this.epoch++;
	}
};
// packages/core/src/transform/derived.ts
/**
* A transform that is another one, but for what is said otherwise. Those of {@link defineTransform} and {@link chain} can be
* taken, which do not ask what they are called on.
*/
function derive(inner, changes) {
	const transforms = [];
	const descriptors = Object.getOwnPropertyDescriptors({
		...changes,
		transforms
	});
	const derived = Object.create(inner, descriptors);
	transforms.push(derived);
	return derived;
}
// packages/core/src/transform/further.ts
/**
* One of the further updates of a rule in the place of its step: what is traced, run and interpreted as
* a step is, on the same state and the same scalars, but counts as none.
*
* @throws {@link ProgramError} when the rule has no update of that name.
*/
function furtherUpdate(rule, name) {
	const { further } = rule;
	const update = Object.hasOwn(further, name) ? further[name] : void 0;
	if (update !== void 0) return derive(rule, {
		name: `${rule.name}.${name}`,
		isStep: false,
		update,
		further: {}
	});
	const known = Object.keys(further).map((one) => `\`${one}\``);
	throw new ProgramError(`${rule.name}.update: got \`${name}\`, expected ${known.join(", ") || "a rule with further updates"}.`);
}
/**
* The step whose numbers a further update uses, with what the host remembered at it: the last one, or
* before any the first.
*/
function lastStep(rule, options, step) {
	const { t, memory, groupStep } = step;
	if (t > 0 && memory !== void 0) return {
		...step,
		memory
	};
	const first = {
		...step,
		t: 1,
		memory: rule.initialMemory(options, groupStep)
	};
	return {
		...first,
		memory: rule.remember(options, first)
	};
}
// packages/core/src/transform/options.ts
/**
* The default of an option that has none: another transform of the chain declares it, or the optimizer is given it.
* Decoupled weight decay needs a learning rate, and takes that of the step behind it.
*
* The transform that declares an option checks its range; one that requires it does not, since it may not be there yet.
*/
var required = NaN;
/** Options with every schedule replaced by what `evaluateSchedule` makes of it. */
function evaluate(options, evaluateSchedule) {
	const values = {};
	for (const name in options) {
		const value = options[name];
		values[name] = typeof value === "function" ? evaluateSchedule(value) : value;
	}
	return values;
}
/** Options for which only their structure counts: a schedule may be 0 at one step and not at another. */
var unevaluated = (options) => evaluate(options, () => NaN);
/**
* The options as {@link Structure}: numbers by whether they matter, but for those that are fixed. `NaN`
* stands for a schedule.
*/
function structureOf(options, fixed = []) {
	return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, typeof value === "number" && !fixed.includes(name) ? value !== 0 : value]));
}
/**
* Fails unless every option is of the type of its default, or a schedule where that is a number which may change.
* @throws {@link OptionError}
*/
function checkTypes(where, options, { defaults, fixed }) {
	for (const name in options) {
		const value = options[name];
		const expected = kindOf$1(defaults[name]);
		const mayChange = expected === "number" && !fixed.includes(name);
		if (!(kindOf$1(value) === expected || mayChange && typeof value === "function") || Number.isNaN(value)) {
			const also = mayChange ? " or a schedule" : "";
			throw new OptionError(`${where}.${name}: got ${describe$1(value)}, expected a ${expected}${also}.`);
		}
	}
}
/** The type of an option in words. */
function kindOf$1(value) {
	return Array.isArray(value) && value.every((item) => Number.isFinite(item)) ? "list of numbers" : typeof value;
}
// packages/core/src/program/expression.ts
function input(source, name) {
	return {
		type: typeOf(source),
		op: source,
		args: [],
		name
	};
}
function typeOf(source) {
	if (source === "integer") return "integer";
	return source === "whole" ? "tensor" : "float32";
}
/** a + b. */
var add$1 = (a, b) => onNumbers("add", a, b);
/** a − b. */
var sub$1 = (a, b) => onNumbers("sub", a, b);
/** a · b. */
var mul$1 = (a, b) => onNumbers("mul", a, b);
/** a / b. */
var div$1 = (a, b) => onNumbers("div", a, b);
/** The smaller of a and b; NaN if either is. */
var min = (a, b) => onNumbers("min", a, b);
/** The larger of a and b; NaN if either is. */
var max$1 = (a, b) => onNumbers("max", a, b);
/** The scalar that tells a rule how many elements its parameter has. */
var elementCount = "elementCount";
/** The integer that tells a rule which of the parameters it moves, for random bits of their own. */
var parameterIndex = "parameterIndex";
/** −x. */
var neg = (x) => onNumbers("neg", x);
/** |x|. */
var abs$1 = (x) => onNumbers("abs", x);
/** √x. */
var sqrt = (x) => onNumbers("sqrt", x);
/** −1, 0 or 1 by the sign of x; zero and NaN stay what they are. */
var sign$1 = (x) => onNumbers("sign", x);
/** x · x. */
var square$1 = (x) => mul$1(x, x);
/** x kept within [low, high]. */
var clamp = (x, low, high) => min(max$1(x, low), high);
/**
* a + t (b − a): exactly a at t = 0, exactly b at t = 1, and exactly a wherever a = b.
*
* From t = ½ on it is computed as b − (1 − t) (b − a), as PyTorch's `lerp` does: where |a| is far larger than |b|,
* a + t (b − a) would leave the rounding of a in the place of b.
*
* A running mean β m + (1 − β) g is `lerp(m, g, oneMinusBeta)`, with 1 − β computed on the host. `lerp(g, m, beta)` is
* the same on paper, but near m = 0 it subtracts β g from g, which for β = 0.999 costs three of seven digits. Where
* m can be infinite, as a mean of squares, b − a is no number: write β m + (1 − β) g.
*/
function lerp(a, b, t) {
	const way = sub$1(b, a);
	if (typeof t === "number") return t < .5 ? add$1(a, mul$1(t, way)) : add$1(b, mul$1(t - 1, way));
	const isNearA = less(t, .5);
	return add$1(where$1(isNearA, a, b), mul$1(where$1(isNearA, t, sub$1(t, 1)), way));
}
/** a < b. */
var less = (a, b) => node("mask", "less", number$1(a), number$1(b));
/** a where the condition holds, b elsewhere. */
var where$1 = (condition, a, b) => node("float32", "where", expression(condition, "mask"), number$1(a), number$1(b));
/**
* 32 random bits for each element: the first word of Threefry-2x32-20 with key (`key`, `stream`)
* and counter (element index, `step`). The same integers give the same bits on every backend.
*
* Paper: Salmon et al., SC 2011, https://doi.org/10.1145/2063384.2063405
*/
var bits = (key, stream, step) => node("uint32", "bits", ...[
	key,
	stream,
	step
].map((x) => expression(x, "integer")));
/** A number in [0, 1): the upper 24 of 32 random bits times 2⁻²⁴, exact in float32. */
var uniform = (random) => node("float32", "uniform", expression(random, "uint32"));
/** Whether a value is an expression. */
var isExpr = (value) => typeof value === "object" && value !== null && Object.hasOwn(value, "op");
function onNumbers(op, ...operands) {
	return node("float32", op, ...operands.map(number$1));
}
function node(type, op, ...args) {
	return {
		type,
		op,
		args
	};
}
/** An operand as an expression: a number becomes a constant. */
function number$1(operand) {
	if (typeof operand === "number") return {
		type: "float32",
		op: "constant",
		args: [],
		value: operand
	};
	return expression(operand, "float32");
}
function expression(value, type) {
	if (isExpr(value) && value.type === type) return value;
	throw new ProgramError(`program: got ${isExpr(value) ? `${value.type} from \`${value.op}\`` : describe$1(value)} as an operand, expected ${type === "float32" ? "an expression or a number" : `an expression of ${type}`}. Check the names that the rule takes from its inputs and scalars.`);
}
// packages/core/src/program/trace.ts
/**
* Runs `body` once on symbols and keeps what it computed as a {@link Program}.
*
* An output that is nothing but the input of the same name is dropped: it would change nothing.
* @throws {@link ProgramError} when a name is used twice or an output is no expression.
* @example
* ```ts
* const program = trace({ name: 'descend', tensors: ['param', 'grad'], scalars: ['rate'] },
*   ({ param, grad, rate }) => ({ param: sub(param, mul(rate, grad)) }));
* ```
*/
function trace(signature, body) {
	const { name, tensors, broadcasts, scalars, integers } = signature;
	return assemble(signature, body(symbolsOf(name, [
		["tensor", tensors],
		["broadcast", broadcasts],
		["scalar", scalars],
		["integer", integers]
	])));
}
/**
* Inputs by name.
*
* @throws {@link ProgramError} when a name is used twice.
*/
function symbolsOf(where, declared) {
	const symbols = Object.create(null);
	for (const [source, names = []] of declared) for (const name of names) {
		if (name in symbols) throw new ProgramError(`${where}: got the input \`${name}\` twice, expected each name once.`);
		symbols[name] = input(source, name);
	}
	return symbols;
}
/**
* A program of given outputs, whose inputs are among the names of the signature.
*
* @throws {@link ProgramError} when an output is no expression of float32.
*/
function assemble(signature, results) {
	const graph = new Graph(signature.name);
	const outputs = [];
	for (const [name, result] of Object.entries(results)) {
		if (!isExpr(result) || result.type !== "float32") {
			const got = isExpr(result) ? `an expression of ${result.type}` : describe$1(result);
			const expected = isExpr(result) ? "one of float32" : "an expression";
			throw new ProgramError(`${signature.name}: got ${got} for the output \`${name}\`, expected ${expected}.`);
		}
		if (result.op !== "constant" && result.args.length === 0 && result.name === name) continue;
		if (result.op === "reduce") {
			const { reduce = "sum", args } = result;
			outputs.push({
				name,
				node: graph.place(args[0]),
				reduce
			});
		} else outputs.push({
			name,
			node: graph.place(result)
		});
	}
	const used = (source, names = []) => names.filter((name) => graph.nodes.some((n) => n.op === source && n.name === name));
	return {
		name: signature.name,
		nodes: graph.nodes,
		outputs,
		tensors: used("tensor", signature.tensors),
		broadcasts: used("broadcast", signature.broadcasts),
		scalars: used("scalar", signature.scalars),
		integers: used("integer", signature.integers)
	};
}
/** Places expressions so that equal ones share a node. Only what an output reaches is placed. */
var Graph = class {
	nodes = [];
	#byExpr = /* @__PURE__ */ new Map();
	#byText = /* @__PURE__ */ new Map();
	#where;
	constructor(where) {
		this.#where = where;
	}
	place(expr) {
		const known = this.#byExpr.get(expr);
		if (known !== void 0) return known;
		if (expr.op === "reduce" || expr.op === "call" || expr.op === "whole") throw new ProgramError(`${this.#where}: got \`${expr.op}\` inside an expression, expected it in a rule, which may take several programs.`);
		const args = expr.args.map((arg) => this.place(arg));
		const value = Object.is(expr.value, -0) ? "-0" : expr.value;
		const text = `${expr.op} ${expr.name ?? value ?? ""} ${args.join(" ")}`;
		let index = this.#byText.get(text);
		if (index === void 0) {
			const { type, op, name } = expr;
			index = this.nodes.length;
			this.nodes.push({
				type,
				op,
				args,
				...name !== void 0 && { name },
				...expr.value !== void 0 && { value: expr.value }
			});
			this.#byText.set(text, index);
		}
		this.#byExpr.set(expr, index);
		return index;
	}
};
// packages/core/src/transform/transform.ts
/** The first step of a parameter, as its transform sees it where only names or structure count. */
var firstStep = (memory) => ({
	t: 1,
	groupStep: 0,
	lossScale: 1,
	memory
});
/** Names of the scalars that a transform computes, and of its integers: they do not depend on their values. */
function numberNames(transform) {
	const { defaults } = transform;
	const first = firstStep(transform.initialMemory(defaults, 0));
	return {
		scalars: Object.keys(transform.scalars(defaults, first)),
		random: Object.keys(transform.random(defaults, first))
	};
}
// packages/core/src/transform/chain-names.ts
/**
* What the slots, scalars, integers and remembered numbers of transforms are called in their chain. A name that an
* earlier transform has already gets the name of its transform in front.
*/
var ChainNames = class {
	memory;
	scalars;
	random;
	#transforms;
	#reserved;
	constructor(transforms, broadcasts) {
		this.#transforms = transforms;
		const reserved = [
			"param",
			"grad",
			...broadcasts
		];
		const numbers = transforms.map(numberNames);
		this.memory = namesOf$1(transforms, (one) => Object.keys(one.initialMemory(one.defaults, 0)));
		this.scalars = namesOf$1(transforms, (_, i) => numbers[i]?.scalars ?? [], reserved);
		this.random = namesOf$1(transforms, (_, i) => numbers[i]?.random ?? [], reserved);
		this.#reserved = [...reserved, ...this.scalars.flatMap((names) => [...names.values()])];
	}
	slots(structure, shape) {
		return namesOf$1(this.#transforms, (one) => one.state(structure, shape).map(({ name }) => name), this.#reserved);
	}
};
function namesOf$1(transforms, list, reserved = []) {
	const taken = new Set(reserved);
	return transforms.map((transform, i) => {
		const renamed = /* @__PURE__ */ new Map();
		for (const name of list(transform, i)) {
			let outer = name;
			for (let k = 1; taken.has(outer); k++) outer = `${transform.name}${k === 1 ? "" : k}.${name}`;
			taken.add(outer);
			renamed.set(name, outer);
		}
		return renamed;
	});
}
/** Values of the chain under the names that one of its transforms has for them. */
function inward(values, names) {
	const seen = {};
	for (const [inner, outer] of names) seen[inner] = values[outer];
	return seen;
}
// packages/core/src/transform/chain.ts
function chain(...given) {
	const [first, ...rest] = given;
	if (typeof first === "string") return chainOf(first, rest);
	const transforms = given;
	return chainOf(transforms.map(({ name }) => name).join(" + "), transforms);
}
/** A chain of the same name in which each transform is changed alike. */
var mapTransforms = (transform, change) => chain(transform.name, ...transform.transforms.map(change));
/** Holds its transforms; all else is derived from them. */
function chainOf(name, given) {
	const transforms = given.flatMap((one) => one.transforms);
	checkOptions(name, transforms);
	const union = (list) => [...new Set(transforms.flatMap(list))];
	const broadcasts = union((one) => one.broadcasts);
	let known;
	const names = () => {
		known ??= new ChainNames(transforms, broadcasts);
		return known;
	};
	/** The numbers that each transform gives, under the names of the chain. */
	const all = (kind, give, step) => {
		const numbers = {};
		transforms.forEach((one, i) => {
			const own = names().memory[i];
			const made = give(one, step && {
				...step,
				memory: inward(step.memory, own)
			});
			const called = names()[kind][i];
			for (const inner in made) numbers[called.get(inner)] = made[inner];
		});
		return numbers;
	};
	/** The formula that each transform has for a purpose, if any, after those of the transforms before it. */
	const inTurn = (formulaOf) => (tensors, scalars, context) => {
		const slots = names().slots(context.static, context.shape);
		const { scalars: scalarNames, random: randomNames } = names();
		let changes = {};
		transforms.forEach((one, i) => {
			const formula = formulaOf(one);
			if (formula === void 0) return;
			const unchanged = [
				"param",
				"grad",
				...one.broadcasts
			];
			const own = new Map([...unchanged.map((input) => [input, input]), ...slots[i]]);
			const made = formula(inward({
				...tensors,
				...changes
			}, own), inward(scalars, scalarNames[i]), {
				...context,
				random: {
					...inward(context.random, randomNames[i]),
					[parameterIndex]: context.random[parameterIndex]
				}
			});
			changes = {
				...changes,
				...outward(made, own, one)
			};
		});
		return changes;
	};
	return {
		name,
		transforms,
		given: Object.assign({}, ...transforms.map((one) => one.given)),
		defaults: defaultsOf(transforms),
		fixed: union((one) => one.fixed),
		broadcasts,
		dependsOnShape: transforms.some((one) => one.dependsOnShape),
		rows: transforms.find((one) => one.rows)?.rows,
		isStep: true,
		state(structure, shape) {
			const slots = names().slots(structure, shape);
			return transforms.flatMap((one, i) => one.state(structure, shape).map((slot) => ({
				...slot,
				name: slots[i]?.get(slot.name)
			})));
		},
		check(options, where) {
			for (const one of transforms) one.check(options, where);
		},
		checkShape(shape, where) {
			for (const one of transforms) one.checkShape(shape, where);
		},
		initialMemory: (options, groupStep) => all("memory", (one) => one.initialMemory(options, groupStep)),
		remember: (options, step) => all("memory", (one, seen) => one.remember(options, seen), step),
		scalars: (options, step) => all("scalars", (one, seen) => one.scalars(options, seen), step),
		random: (options, step) => all("random", (one, seen) => one.random(options, seen), step),
		update: inTurn((one) => one.update),
		further: Object.fromEntries(union((one) => Object.keys(one.further)).map((update) => [update, inTurn((one) => one.further[update])]))
	};
}
/** The defaults of all, those that were given last: they come before those of others. */
function defaultsOf(transforms) {
	const defaults = {};
	for (const one of transforms) for (const [name, value] of Object.entries(one.defaults)) if (!(name in defaults) || !Number.isNaN(value)) defaults[name] = value;
	for (const { given } of transforms) Object.assign(defaults, evaluate(given, (schedule) => schedule(0)));
	return defaults;
}
function outward(values, names, { name }) {
	return Object.fromEntries(Object.entries(values).map(([inner, value]) => {
		const outer = names.get(inner);
		if (outer === void 0) throw strangeOutput(name, inner, [...names.keys()]);
		return [outer, value];
	}));
}
/** A transform gave something a value that it has not. */
var strangeOutput = (name, got, expected) => new ProgramError(`${name}: got the output \`${got}\`, expected ${expected.join(", ")}. Declare it in \`state\`.`);
/** Throws when transforms have different values for an option of one name, which is one option. */
function checkOptions(where, transforms) {
	const declared = /* @__PURE__ */ new Map();
	for (const one of transforms) for (const [option, initial] of Object.entries(one.defaults)) {
		const isGiven = option in one.given;
		const value = isGiven ? one.given[option] : initial;
		if (Number.isNaN(value)) continue;
		const before = declared.get(option);
		if (before !== void 0 && before.isGiven === isGiven && before.value !== value) throw new OptionError(`${where}: got ${option} ${describe$1(before.value)} from ${before.by} and ${describe$1(value)} from ${one.name}, expected one value: options of one name are one option of the chain. Give both the same, or bind one of them.`);
		if (before === void 0 || isGiven) declared.set(option, {
			by: one.name,
			value,
			isGiven
		});
	}
}
// packages/core/src/transform/trace-rule.ts
/**
* The programs of one step of a rule on one parameter: one, or several where it needs numbers over all
* elements first. `options` decide their structure only.
*
* @param shape Of the parameter; it matters only if the rule depends on it.
* @throws {@link ProgramError} when two inputs have one name, an output is neither the parameter nor state, what
* the rule gives for one is no expression of its kind, the rule never moves the parameter, or a transform changes
* the gradient behind the last one that reads it.
*/
function traceRule(rule, options, shape = []) {
	const structure = structureOf(options, rule.fixed);
	const slots = rule.state(structure, shape);
	const { scalars, random } = numberNames(rule);
	const inputs = inputsOf(rule, slots, scalars);
	const integers = Object.fromEntries([...random, parameterIndex].map((one) => [one, input("integer", one)]));
	const touched = rule.rows?.touched(inputs, slots);
	const made = rule.update(inputs, inputs, {
		static: structure,
		shape,
		random: integers,
		touched
	});
	const outputs = outputsOf(rule, made, inputs, slots, touched);
	if (rule.isStep) checkMoves(rule, made, outputs);
	const { name, broadcasts } = rule;
	const known = {
		name,
		slots,
		broadcasts,
		scalars,
		integers: random
	};
	return stagingIn(slots, Object.values(outputs))?.divide(known, outputs) ?? inOne(known, outputs);
}
/** What runs the rule, if one program is not enough for its state or its formulas. */
function stagingIn(slots, outputs) {
	const { staging } = slots.find((slot) => slot.staging) ?? find(outputs, (one) => one.staging) ?? {};
	return staging;
}
/** A rule as one program. */
function inOne({ name, slots, broadcasts, scalars, integers }, outputs) {
	return {
		stages: [{
			program: assemble({
				name,
				tensors: [
					"param",
					"grad",
					...slots.map((slot) => slot.name)
				],
				broadcasts,
				scalars: [...scalars, elementCount],
				integers: [...integers, parameterIndex]
			}, outputs),
			totals: [],
			calls: []
		}],
		numbers: void 0,
		shared: void 0,
		tensors: {}
	};
}
/** The symbols of a rule by name. */
function inputsOf({ name, broadcasts }, slots, scalars) {
	return symbolsOf(name, [
		["tensor", ["param", "grad"]],
		...slots.map((slot) => [sourceOf[slot.kind], [slot.name]]),
		["broadcast", broadcasts],
		["scalar", scalars]
	]);
}
var sourceOf = {
	elements: "tensor",
	bytes: "tensor",
	number: "broadcast",
	shared: "broadcast",
	matrix: "whole"
};
/** The new values of the parameter and its state. What a rule does to the gradient ends with it. */
function outputsOf(rule, made, inputs, slots, touched) {
	const outputs = {};
	const known = ["param", ...slots.map((slot) => slot.name)];
	for (const [output, expr] of Object.entries(made)) {
		if (output === "grad") continue;
		if (!known.includes(output)) throw strangeOutput(rule.name, output, known);
		if (!isExpr(expr)) throw new ProgramError(`${rule.name}: got ${describe$1(expr)} for the output \`${output}\`, expected an expression.`);
		const isElements = inputs[output]?.op === "tensor";
		outputs[output] = rule.rows && touched && isElements ? rule.rows.within(touched, expr, inputs[output]) : expr;
	}
	return outputs;
}
/** Throws when the parameter stays as it is, or a change of the gradient is read by nothing. */
function checkMoves(rule, made, outputs) {
	if (outputs.param === void 0) throw new ProgramError(`${rule.name}: got transforms that never move the parameter, expected one that does. End the chain with scaleByLearningRate().`);
	const { grad } = made;
	if (grad === void 0 || grad.op === "tensor") return;
	if (find(Object.values(outputs), (one) => one === grad)) return;
	throw new ProgramError(`${rule.name}: got a transform that changes the gradient behind the last one that reads it, expected it in front: transforms act in the order in which they stand.`);
}
/** An expression among some, or those that they are made from, that is sought. */
function find(from, isSought) {
	const seen = /* @__PURE__ */ new Set();
	const search = (some) => {
		for (const one of some) {
			if (seen.has(one)) continue;
			seen.add(one);
			const found = isSought(one) ? one : search(one.args);
			if (found !== void 0) return found;
		}
	};
	return search(from);
}
// packages/core/src/optimizer/groups/compiled-rule.ts
/** What of options decides programs: of a number only whether it matters, unless it is fixed. */
function structureKeyOf(given, fixed) {
	const options = unevaluated(given);
	return {
		options,
		text: JSON.stringify(structureOf(options, fixed))
	};
}
/**
* A rule with what the options of an optimizer put around it. Keeps its programs, by what decides them, and the
* numbers of the last step: they are the same for all parameters that have taken as many steps.
*/
var CompiledRule = class CompiledRule {
	#rule;
	#dependsOnShape;
	#steps = /* @__PURE__ */ new Map();
	#lastFound;
	#further = /* @__PURE__ */ new Map();
	#last;
	constructor(rule) {
		this.#rule = rule;
		this.#dependsOnShape = rule.dependsOnShape;
	}
	/** The rule with one of its further updates in the place of the step. */
	further(name) {
		let found = this.#further.get(name);
		if (found === void 0) {
			found = new CompiledRule(furtherUpdate(this.#rule, name));
			this.#further.set(name, found);
		}
		return found;
	}
	/**
	* How a parameter of this shape is stepped.
	* @param hold Makes the rule one that the device holds back where it alone decides whether a step is taken.
	*/
	stepFor(structure, shape, hold) {
		const last = this.#lastFound;
		if (last?.hold === hold && last?.text === structure.text && !this.#dependsOnShape) return last.step;
		const { text } = structure;
		const key = `${hold !== void 0} ${this.#dependsOnShape ? shape : ""} ${text}`;
		let step = this.#steps.get(key);
		if (step === void 0) {
			step = this.#compile(structure.options, shape, hold);
			this.#steps.set(key, step);
		}
		this.#lastFound = {
			hold,
			text,
			step
		};
		return step;
	}
	/**
	* The numbers of step t. Computed once for all parameters at the same step that have the same memory; before the
	* first there is none. Those of a further update are the numbers of the last step.
	*/
	numbersAt(options, t, before) {
		const last = this.#last;
		if (last?.options === options && last.t === t && last.before === before) return last;
		const rule = this.#rule;
		const { values } = options;
		const step = this.#infoOf(options, t, before);
		const { memory } = step;
		const scalars = {
			...rule.scalars(values, step),
			...rule.random(values, step)
		};
		this.#last = {
			options,
			t,
			...before && { before },
			memory,
			scalars
		};
		return this.#last;
	}
	#infoOf({ values, groupStep, lossScale, microBatches }, t, before) {
		const rule = this.#rule;
		if (!rule.isStep) return lastStep(rule, values, {
			t,
			groupStep,
			lossScale,
			memory: before
		});
		const step = {
			t,
			groupStep,
			lossScale,
			memory: before ?? rule.initialMemory(values, groupStep),
			...microBatches && { microBatches }
		};
		return {
			...step,
			memory: rule.remember(values, step)
		};
	}
	#compile(options, shape, hold) {
		const rule = this.#rule;
		const slots = rule.state(structureOf(options, rule.fixed), shape);
		const stages = traceRule(hold === void 0 ? rule : hold(rule), options, shape);
		const namesOf = (...kinds) => slots.filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
		return {
			stages,
			slots,
			owned: namesOf("elements", "number"),
			shared: namesOf("shared"),
			asksOthers: stages.shared !== void 0 || stages.stages.some(({ totals }) => totals.length > 0)
		};
	}
};
// packages/core/src/transform/slot.ts
/** What a slot begins with. */
function initially(value) {
	return typeof value === "number" ? () => value : (options) => options[value];
}
/** A state tensor of the shape of the parameter, zeros before the first step. */
var zeros$1 = () => filled(0);
/** A state tensor of the shape of the parameter that begins with one number, or with the value of an option. */
var filled = (value) => ({
	type: "float32",
	kind: "elements",
	initial: initially(value)
});
/** A state tensor that begins as a copy of the parameter. */
var copyOfParam = () => ({
	type: "float32",
	kind: "elements",
	initial: "param"
});
/** The slots of a transform for a parameter of this shape. What is declared as `false` is not there. */
function slotsOf(where, declared, shape) {
	return Object.entries(declared).flatMap(([name, declaration]) => {
		if (!declaration) return [];
		checkSlotName(where, name);
		const { kind, initial, staging, holdsGradients = false } = declaration;
		return [{
			name,
			kind,
			shape: kind === "elements" || kind === "bytes" ? shape : declaration.shape ?? [],
			initial,
			holdsGradients,
			...staging && { staging }
		}];
	});
}
/** Names that state files and programs give to something else. */
var taken = /* @__PURE__ */ new Set([
	"",
	"param",
	"grad",
	"step",
	"waits",
	"memory"
]);
/** Throws when state files could not tell a slot of this name from something else. */
function checkSlotName(where, name) {
	if (!taken.has(name) && /^[^/#.]+$/.test(name)) return;
	throw new ProgramError(`${where}: got a slot named ${JSON.stringify(name)}, expected a name of its own without \`/\`, \`#\` and \`.\`: state files could not tell it from something else. Give it another name than ${[...taken].filter(Boolean).join(", ")}.`);
}
// packages/core/src/transform/define-transform.ts
/**
* Makes a {@link Transform} from its definition, with types that follow the values written in it.
*
* @throws {@link ProgramError} when a slot has a name that state files need for something else.
* @example
* ```ts
* const descend = defineTransform({
*   name: 'Descend',
*   defaults: { learningRate: 0.1 },
*   scalars: ({ learningRate }) => ({ learningRate }),
*   update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
* });
* ```
*/
function defineTransform(definition) {
	return made(definition);
}
function made(definition) {
	const { name, config, defaults = {}, fixed = {}, state = {}, update, further = {} } = definition;
	const asksForShape = typeof state === "function" && state.length > 1;
	const stateOf = (structure, shape) => slotsOf(name, typeof state === "function" ? state(structure, shape) : state, shape);
	if (typeof state !== "function") stateOf({}, []);
	const transforms = [];
	const transform = {
		name,
		config,
		transforms,
		defaults: {
			...defaults,
			...fixed
		},
		given: {},
		fixed: Object.keys(fixed),
		broadcasts: [],
		dependsOnShape: definition.dependsOnShape ?? asksForShape,
		rows: void 0,
		isStep: true,
		state: stateOf,
		check: (options, where) => definition.check?.(options, where),
		checkShape: (shape, where) => definition.checkShape?.(shape, where),
		initialMemory: (options) => definition.memory?.(options) ?? none$2,
		remember: (options, step) => definition.remember?.(options, step.t, step) ?? step.memory,
		scalars: (options, step) => definition.scalars?.(options, step.t, step) ?? none$2,
		random: (options, { t }) => definition.random?.(options, t) ?? none$2,
		update,
		further
	};
	transforms.push(transform);
	return transform;
}
var none$2 = {};
// packages/core/src/transforms/maximize.ts
/** Ascent instead of descent, in front of a rule: g ← −g. It has no options. */
var maximize = defineTransform({
	name: "maximize",
	update: ({ grad }) => ({ grad: neg(grad) })
});
// packages/core/src/transforms/regularize.ts
/** Adds the gradient of a penalty, in front of a rule: g ← g + ∇R(θ). The penalty is fixed here. */
var addPenaltyGradient = (regularizer) => defineTransform({
	name: regularizer.name,
	update: ({ param, grad }) => ({ grad: add$1(grad, regularizer.gradient(param)) })
});
/**
* The proximal step of a penalty or constraint, after a rule: θ ← argmin over z of ½‖z − θ‖² + γ R(z).
*
* For L1 this is soft thresholding, which reaches exact zeros. γ is the option `learningRate` of the optimizer,
* declared by the rule; the penalty is fixed here. For a constraint the step is to the nearest point of the set, and
* the rule needs no learning rate.
*/
function proximalStep(regularizer) {
	const name = `proximal ${regularizer.name}`;
	if (regularizer.isConstraint) return defineTransform({
		name,
		update: ({ param }) => ({ param: regularizer.proximal(param, 1) })
	});
	return defineTransform({
		name,
		defaults: { learningRate: required },
		scalars: ({ learningRate }) => ({ learningRate }),
		update: ({ param }, { learningRate }) => ({ param: regularizer.proximal(param, learningRate) })
	});
}
// packages/core/src/optimizer/groups/group-options.ts
/** What they are where nothing is given. */
var commonDefaults = {
	maximize: false,
	cautious: null,
	regularizer: null,
	proximal: null
};
/** @throws {@link OptionError} when an option is none. */
function checkCommon(where, options, rule) {
	checkBoolean(where, options, "maximize");
	const { cautious, regularizer, proximal } = options;
	if (cautious !== null && typeof cautious !== "function") throw new OptionError(`${where}.cautious: got ${describe$1(cautious)}, expected the transform cautious, or null.`);
	if (regularizer !== null && typeof regularizer?.gradient !== "function") throw new OptionError(`${where}.regularizer: got ${nameOf(regularizer)}, expected a penalty with a gradient such as l1(1e-4), or null.`);
	for (const [i, one] of proximalSteps(options).entries()) {
		const option = Array.isArray(proximal) ? `proximal[${i}]` : "proximal";
		if (typeof one?.proximal !== "function") throw new OptionError(`${where}.${option}: got ${nameOf(one)}, expected a penalty or constraint with a proximal step such as l1(1e-4) or maxNorm(2), a list of them, or null.`);
		if (!one.isConstraint && !("learningRate" in rule.defaults)) throw new OptionError(`${where}.${option}: got ${one.name}, expected a constraint: the rule has no option \`learningRate\`, which is the size of the proximal step of a penalty.`);
	}
}
/** A value in a message; penalties and constraints have names. */
var nameOf = (value) => {
	const name = value?.name;
	return typeof value === "object" && typeof name === "string" ? name : describe$1(value);
};
/** Penalties and constraints whose proximal steps are asked for, in their order. */
var proximalSteps = ({ proximal }) => proximal === null ? [] : [proximal].flat();
/** Every penalty and constraint among the options, with the name of its option. */
function regularizersOf(options) {
	const { regularizer } = options;
	return [...regularizer === null ? [] : [["regularizer", regularizer]], ...proximalSteps(options).map((one) => ["proximal", one])];
}
/** The options as they concern one parameter: penalties and constraints leave some out. */
function applicable(options, parameter) {
	const { regularizer } = options;
	return {
		...options,
		regularizer: regularizer?.applies(parameter) ? regularizer : null,
		proximal: proximalSteps(options).filter((one) => one.applies(parameter))
	};
}
/** A rule with what options put before it, after `first`, and what they put after it. */
function surround(rule, options, first) {
	const { regularizer } = options;
	const before = [...first];
	if (options.maximize) before.push(maximize);
	if (regularizer !== null) before.push(addPenaltyGradient(regularizer));
	const after = proximalSteps(options).map(proximalStep);
	const inner = options.cautious?.(rule) ?? rule;
	return before.length + after.length === 0 ? inner : chain(...before, inner, ...after);
}
// packages/core/src/transforms/accumulate.ts
/** Name of the update that adds the gradients of a micro-batch. */
var accumulate = "accumulate";
/**
* Replaces the gradient of the last of `count` micro-batches by the mean of the gradients of all of them, in front
* of all other transforms:
*
*     s ← s + g                     at each micro-batch but the last, by the update {@link accumulate}
*     g ← (s + g) / count,  s ← 0   at the last
*
* A step that is taken before all of them are there divides by how many there are.
*
* State: `accumulated` s, with the shape of the parameter.
*/
var meanOfMicroBatches = (count) => defineTransform({
	name: accumulate,
	state: { accumulated: {
		...zeros$1(),
		holdsGradients: true
	} },
	scalars: (_, __, { microBatches = count }) => ({ count: microBatches }),
	update: ({ grad, accumulated }, scalars) => ({
		grad: div$1(add$1(accumulated, grad), scalars.count),
		accumulated: min(0, 0)
	}),
	further: { [accumulate]: ({ grad, accumulated }) => ({ accumulated: add$1(accumulated, grad) }) }
});
// packages/core/src/optimizer/groups/surroundings.ts
/**
* A rule between what the options of the optimizer and of a group put around it: clipping, penalties, proximal steps.
* It lasts as long as those options, whatever becomes of the options of the rule, so that nothing is compiled twice.
*/
var Surroundings = class Surroundings {
	rule;
	guard;
	common;
	/** Penalties and constraints among the options, with the names of these. */
	regularizers;
	/** What the rule declares, derived once. */
	defaults;
	fixed;
	rows;
	/** By the penalties that apply to a parameter. */
	#compiled = /* @__PURE__ */ new Map();
	/** That for all parameters, where no penalty tells them apart. */
	#only;
	constructor(rule, guard, common) {
		this.rule = rule;
		this.guard = guard;
		this.common = common;
		this.defaults = rule.defaults;
		this.fixed = rule.fixed;
		this.rows = rule.rows;
		this.regularizers = regularizersOf(common);
		if (this.regularizers.length === 0) this.#only = new CompiledRule(this.#around(common));
	}
	/** These with other options of the group: the same if they are the same. */
	with(common) {
		return Object.keys(common).every((name) => common[name] === this.common[name]) ? this : new Surroundings(this.rule, this.guard, common);
	}
	/** How a variable is stepped: penalties and constraints leave some of them out. */
	ruleFor(variable) {
		if (this.#only !== void 0) return this.#only;
		const key = this.regularizers.map(([, one]) => one.applies(variable)).join();
		let found = this.#compiled.get(key);
		if (found === void 0) {
			found = new CompiledRule(this.#around(applicable(this.common, variable)));
			this.#compiled.set(key, found);
		}
		return found;
	}
	#around(common) {
		const { accumulate, lossScaler, clip } = this.guard;
		const first = [];
		if (lossScaler !== void 0) first.push(lossScaler.transform);
		if (accumulate > 1) first.push(meanOfMicroBatches(accumulate));
		if (clip !== void 0) first.push(clip);
		return surround(this.rule, common, first);
	}
};
// packages/core/src/optimizer/groups/settings.ts
/** Options of one group, checked. They never change; {@link with} gives changed ones. */
var Settings = class Settings {
	/** Options of the rule, with its defaults filled in, schedules as they were given. */
	options;
	surroundings;
	/** What of the options decides programs. */
	structure;
	/**
	* @param options Options of the rule.
	* @param step At which schedules are evaluated to be checked.
	* @throws {@link OptionError} at the first option that is out of range.
	*/
	constructor(surroundings, options, step) {
		const { rule, defaults, fixed } = surroundings;
		this.surroundings = surroundings;
		this.options = options;
		checkTypes(rule.name, options, {
			defaults,
			fixed
		});
		this.structure = structureKeyOf(options, fixed);
		this.valuesAt(step);
	}
	/** @throws {@link OptionError} at the first option that is unknown or out of range. */
	static of(rule, guard, given) {
		const surroundings = new Surroundings(rule, guard, commonDefaults);
		const options = {
			...surroundings.defaults,
			...rule.given
		};
		return Settings.#changed(surroundings, options, given, 0);
	}
	/** Settings with some options changed; `undefined` leaves one as it is. */
	static #changed(surroundings, before, given, step) {
		const { rule, common, defaults } = surroundings;
		checkNames(rule.name, given, [...Object.keys(defaults), ...Object.keys(common)]);
		const options = { ...before };
		const around = { ...common };
		for (const [name, value] of Object.entries(given)) if (value !== void 0) Object.assign(name in common ? around : options, { [name]: value });
		checkCommon(rule.name, around, rule);
		return new Settings(surroundings.with(around), options, step);
	}
	get ruleName() {
		return this.surroundings.rule.name;
	}
	get common() {
		return this.surroundings.common;
	}
	/** These settings with some options changed. */
	with(given, step) {
		return Settings.#changed(this.surroundings, this.options, given, step);
	}
	/**
	* The same for parameters that go on with the state they have.
	* @throws {@link OptionError} when one of them cannot.
	*/
	changedFor(parameters, given, step) {
		const next = this.with(given, step);
		if (next.surroundings === this.surroundings && next.structure.text === this.structure.text) return next;
		next.checkPenalties(parameters.map(({ variable }) => variable));
		next.checkShapes(parameters);
		next.#checkState(this, parameters);
		return next;
	}
	/** The options of a step, schedules evaluated and checked. */
	valuesAt(step, microBatches) {
		const { rule, guard, defaults, fixed } = this.surroundings;
		const values = evaluate(this.options, (schedule) => schedule(step));
		checkTypes(rule.name, values, {
			defaults,
			fixed
		});
		rule.check(values, rule.name);
		return {
			values,
			groupStep: step,
			lossScale: guard.lossScaler?.lastFactor ?? 1,
			...microBatches && { microBatches }
		};
	}
	/** The state that is kept for a parameter, with what options put around the rule. */
	slotsFor(variable) {
		return this.surroundings.ruleFor(variable).stepFor(this.structure, variable.shape).slots;
	}
	/** Names of what is kept for each parameter. */
	slotNames() {
		return new Set(this.#slotsOf([]).map(({ name }) => name));
	}
	/** Names of the numbers that the host keeps for each parameter. */
	memoryNames() {
		return Object.keys(this.surroundings.rule.initialMemory(this.valuesAt(0).values, 0));
	}
	/** State that all parameters share. */
	sharedSlots() {
		return this.#slotsOf([]).filter(({ kind }) => kind === "shared");
	}
	/** Throws when the rule has no further update of that name. */
	checkFurther(name) {
		furtherUpdate(this.surroundings.rule, name);
	}
	/** Throws when the rule cannot step one of the parameters, or a constraint cannot hold for it. */
	checkShapes(parameters) {
		for (const { name, variable } of parameters) {
			const where = `${this.ruleName}: got "${name}"`;
			this.surroundings.rule.checkShape(variable.shape, where);
			for (const [, one] of this.surroundings.regularizers) if (one.applies(variable)) one.checkShape?.(variable.shape, where);
		}
	}
	/** Throws when a penalty or constraint leaves out every one of the variables: nobody asks for that. */
	checkPenalties(variables) {
		if (variables.length === 0) return;
		for (const [option, one] of this.surroundings.regularizers) if (!variables.some((variable) => one.applies(variable))) throw new OptionError(`${this.ruleName}.${option}: got ${one.name} for parameters of rank ≤ 1 only, expected one of a higher rank. Give it { include: 'all' } to take them too.`);
	}
	/**
	* Throws when a parameter with state would need other matrices, or bytes, than the settings before kept for it. Unlike
	* a buffer, such state cannot begin with zeros in the middle of training.
	*/
	#checkState(before, parameters) {
		for (const { name, variable } of parameters.filter(({ hasState }) => hasState)) {
			const lasting = (settings) => settings.#slotsOf(variable.shape).filter(({ kind }) => kind === "matrix" || kind === "bytes").map((slot) => `${slot.name} [${slot.shape}]`).join(", ");
			const [needed, kept] = [lasting(this), lasting(before)];
			if (needed === kept) continue;
			throw new OptionError(`${this.ruleName}.setOptions: got options that keep ${needed || "nothing"} for "${name}", expected ${kept || "nothing"}, as before. Make another optimizer with them.`);
		}
	}
	/** What the rule itself keeps of a parameter of this shape. */
	#slotsOf(shape) {
		const { rule, fixed } = this.surroundings;
		return rule.state(structureOf(this.structure.options, fixed), shape);
	}
};
// packages/core/src/optimizer/groups/roster.ts
/** The groups of an optimizer, and which variable belongs to which. */
var Roster = class {
	groups = [];
	/** Of a rule that changes only rows that have a gradient, if any does. */
	rows;
	#parts;
	#guard;
	#enrolled = new Enrolled();
	/** For each part the group of the variables that nobody named, if the optimizer is open. */
	#openGroups;
	constructor(parts, guard) {
		this.#parts = parts;
		this.#guard = guard;
		this.rows = parts.parts.find(({ rule }) => rule.rows)?.rule.rows;
	}
	/** The name of the optimizer. */
	get name() {
		return this.#parts.name;
	}
	/** Whether it takes every variable that it is given a gradient for. */
	get isOpen() {
		return this.#openGroups !== void 0;
	}
	/** All parameters, in the order of their groups. */
	get parameters() {
		return this.groups.flatMap(({ parameters }) => parameters);
	}
	/** Whether loaded state waits for parameters that are not known yet. */
	get hasWaiting() {
		return this.groups.some(({ waiting }) => waiting.length > 0);
	}
	/** Adds groups that take every variable they are given a gradient for. */
	addOpenGroups(options) {
		this.#openGroups = this.#parts.parts.map((part, i) => this.#groupOf(part, i, options));
		this.groups.push(...this.#openGroups);
	}
	/**
	* Adds a group for each part that takes some of the parameters.
	* @throws {@link OptionError} when an option is out of range, a parameter is here already or none
	* of the parts takes it.
	*/
	addGroup(options, added) {
		const inUse = this.parameters.filter(({ variable }) => !variable.isDisposed);
		checkUnique(this.#parts.name, [...inUse, ...added]);
		const homes = added.map((one) => this.#parts.partOf(one));
		const groups = this.#parts.parts.flatMap((part, i) => {
			const own = added.filter((_, k) => homes[k] === i);
			if (own.length === 0) return [];
			const group = this.#groupOf(part, i, options);
			group.settings.checkPenalties(own.map(({ variable }) => variable));
			group.settings.checkShapes(own);
			group.parameters.push(...own.map(({ name, variable }) => new Parameter(name, variable, group)));
			return [group];
		});
		this.forgetDisposed();
		for (const group of groups) {
			this.groups.push(group);
			for (const parameter of group.parameters) this.#enrolled.add(parameter);
		}
	}
	/**
	* The group of an open optimizer that takes new parameters for one of its parts.
	* @throws {@link StateError} when there is no such part.
	*/
	openGroup(where, part) {
		const group = this.#openGroups?.[part];
		if (group !== void 0) return group;
		throw new StateError(`${where}: got a group of rule ${part}, expected one of ${this.#parts.parts.length} rules, counted from 0.`);
	}
	/**
	* Puts other groups in the place of those of an open optimizer. Parameters that are in none of them join the first of
	* their part, which also takes new ones.
	*/
	regroup(groups) {
		const known = this.parameters;
		const open = (this.#openGroups ?? []).map((old, part) => {
			return groups.find((one) => one.part === part) ?? {
				...old,
				parameters: []
			};
		});
		this.groups.splice(0, Number.POSITIVE_INFINITY, .../* @__PURE__ */ new Set([...groups, ...open]));
		const regrouped = new Set(this.parameters);
		for (const parameter of known) if (!regrouped.has(parameter)) open[parameter.group.part]?.parameters.push(parameter);
		for (const group of this.groups) for (const one of group.parameters) one.group = group;
		this.#openGroups = open;
	}
	/** Puts parameters at the positions where they were saved. */
	reposition(saved) {
		const waiting = this.groups.flatMap((group) => group.waiting);
		this.#enrolled.reposition(saved, waiting.map(({ index }) => index));
	}
	/** Frees loaded state that waits for parameters. */
	forgetWaiting() {
		for (const group of this.groups) {
			for (const { slots } of group.waiting) dispose(slots);
			group.waiting = [];
		}
	}
	/** Lets go of parameters whose variables were disposed of, with their state. */
	forgetDisposed() {
		for (const one of this.parameters) if (one.variable.isDisposed) this.#enrolled.remove(one);
	}
	/** What the groups are at the moment, in their order. */
	get views() {
		return this.groups.map(({ parameters, waiting, settings, step }) => ({
			rule: settings.ruleName,
			parameters: [...parameters, ...waiting].map(({ name }) => name),
			options: {
				...settings.options,
				...settings.common
			},
			step
		}));
	}
	/**
	* Changes options of one group, by its position, or of all.
	* @throws {@link OptionError} when one cannot be changed so; then nothing has changed.
	*/
	setOptions(options, position) {
		checkOptions$1(`${this.#parts.name}.setOptions`, options);
		const all = this.groups;
		const groups = position === void 0 ? all : all.filter((_, i) => i === position);
		if (groups.length === 0) throw new OptionError(`${this.#parts.name}.setOptions: got group ${describe$1(position)}, expected 0 to ${all.length - 1}.`);
		const changed = groups.map(({ settings, step, parameters }) => settings.changedFor(parameters, options, step));
		groups.forEach((one, i) => {
			one.settings = changed[i];
		});
	}
	/** The parts with the options that they have in open groups. */
	get patterns() {
		return this.groups.map(({ part, settings }) => ({
			...this.#parts.parts[part],
			options: {
				...settings.options,
				...settings.common
			}
		}));
	}
	/** The parameters that gradients are taken of; `undefined` means all there are. */
	variables() {
		if (this.#openGroups !== void 0) return void 0;
		return this.groups.flatMap(({ parameters }) => parameters.map(({ variable }) => variable));
	}
	/** Whether a variable goes up by its gradient. */
	climbs(variable) {
		const { name } = variable;
		const open = () => this.#openGroups?.[this.#parts.partOf({
			name,
			variable
		})];
		return (this.#enrolled.get(name)?.group ?? open())?.settings.common.maximize ?? false;
	}
	/** The parameter of the variable in use that has this name, or `undefined`. */
	find(name) {
		const found = this.#enrolled.get(name);
		if (found === void 0 || !this.isOpen || !found.variable.isDisposed) return found;
		this.#enrolled.remove(found);
	}
	/** Throws when the rule of an open group cannot step parameters that are new to it. */
	checkAdded(added) {
		for (const group of this.#openGroups ?? []) {
			const own = added.filter((one) => one.group === group);
			if (group.parameters.length === 0) group.settings.checkPenalties(own.map(({ variable }) => variable));
			group.settings.checkShapes(own);
		}
	}
	/** All parameters that have state. */
	get withState() {
		return this.parameters.filter(({ hasState }) => hasState);
	}
	/** Parameters for those variables that an open optimizer does not know yet. */
	meetAll(variables) {
		return variables.filter((variable) => this.find(variable.name)?.variable !== variable).map(({ name }) => this.meet(`${this.name}.step`, name));
	}
	/** Takes in parameters that loaded state waited for, in the groups and at the positions where it did. */
	admit(claims) {
		if (claims.length > 0) this.forgetDisposed();
		for (const { parameter, group } of claims) {
			parameter.group = group;
			group.parameters.push(parameter);
			this.#enrolled.addInPlace(parameter);
		}
	}
	/** Takes in new parameters, and lets go of those that were disposed of in the meantime. */
	enter(added) {
		if (added.length > 0) this.forgetDisposed();
		for (const parameter of added) {
			parameter.group.parameters.push(parameter);
			this.#enrolled.add(parameter);
		}
	}
	/** Lets those of some new parameters go again that have not moved since. */
	leave(added) {
		for (const parameter of added) {
			if (parameter.t > 0 || parameter.waits) continue;
			this.#enrolled.remove(parameter);
		}
	}
	/** Frees all state. */
	dispose() {
		for (const parameter of this.parameters) parameter.reset();
		this.forgetWaiting();
	}
	#groupOf({ rule, options }, part, given) {
		return {
			part,
			parameters: [],
			waiting: [],
			step: 0,
			settings: Settings.of(rule, this.#guard, {
				...options,
				...given
			}),
			current: void 0
		};
	}
	/**
	* A parameter for a variable that an open optimizer does not know yet. It is in no group so far.
	* @throws {@link TensorError} when there is no such variable, or the optimizer is not open.
	*/
	meet(where, name) {
		const variable = engine().registeredVariables[name];
		if (this.#openGroups === void 0 || variable === void 0) throw new TensorError(`${where}: got a gradient for "${name}", expected one for ${this.#enrolled.names.map((key) => `"${key}"`).join(", ") || "a variable"}.`);
		const [named] = namedVariables(where, [variable]);
		const group = this.#openGroups[this.#parts.partOf(named)];
		return new Parameter(named.name, variable, group);
	}
};
// packages/core/src/optimizer/mode-warning.ts
/** Tells once of a model that is trained in evaluation mode. */
var ModeWarning = class {
	#name;
	#isTraining;
	#warned = false;
	/** @param isTraining Whether all models are in training mode. */
	constructor(name, isTraining) {
		this.#name = name;
		this.#isTraining = isTraining;
	}
	warnOnce() {
		if (this.#warned || this.#isTraining()) return;
		this.#warned = true;
		console.warn(`${this.#name}.step: the model is in evaluation mode, so dropout is off. Call model.train() before training.`);
	}
};
// packages/core/src/optimizer/register-class.ts
/** Lets `loadLayersModel` find a class by its name. */
function registerClass(cls) {
	explainMissingClasses();
	const { classNameMap } = serialization.SerializationMap.getMap();
	if (!Object.hasOwn(classNameMap, cls.className)) serialization.registerClass(cls);
}
// packages/core/src/state/named.ts
var entryPoints = {
	guard: "@nadir/optim",
	schedule: "@nadir/optim/schedules",
	regularizer: "@nadir/optim/regularizers"
};
var key = Symbol.for("nadir.named");
/** The names of one kind. There is one registry in a process, whatever copies of a package it has loaded. */
function namesOf(kind) {
	const holder = globalThis;
	holder[key] ??= /* @__PURE__ */ new Map();
	const names = holder[key].get(kind) ?? /* @__PURE__ */ new Map();
	holder[key].set(kind, names);
	return names;
}
/**
* Lets a saved value be found by its name, as TensorFlow.js finds the classes that were registered.
*
* A name that is registered again stands for the new value: another copy of a package has been loaded.
*
* @param restore Makes the value from its saved options, the name left out.
*/
function registerNamed(kind, name, restore) {
	namesOf(kind).set(name, restore);
}
/** The kind of a saved value, or `undefined` for one that is not saved by a name. */
var kindOf = (saved) => Object.keys(entryPoints).find((kind) => Object.hasOwn(saved, kind));
/**
* The value that was saved as `{ [kind]: name, …options }`.
*
* @throws {@link OptionError} when it has no such form, its name is not registered, or an option leaves its range.
*/
function restoreNamed(where, kind, saved) {
	const { [kind]: name, ...options } = Object(saved);
	if (typeof name !== "string") throw new OptionError(`${where}: got ${describe$1(saved)}, expected { ${kind}: name, … }. Pass the \`config\` of a ${kind}.`);
	const names = namesOf(kind);
	const restore = names.get(name);
	if (restore === void 0) throw new OptionError(`${where}: got the ${kind} ${describe$1(name)}, expected one that this program has: ${[...names.keys()].sort().join(", ") || "none so far"}. Import it from '${entryPoints[kind]}' and use it, since a bundler leaves out what nothing uses; define one of your own before.`);
	if (depth === deepest) throw new OptionError(`${where}: got saved values more than ${deepest} deep within each other, expected fewer.`);
	depth++;
	try {
		return restore(options, where);
	} finally {
		depth--;
	}
}
/** Saved values within each other, at most: a file that was made to end the stack is refused before. */
var deepest = 500;
/** Saved values within each other that are being restored. */
var depth = 0;
// packages/core/src/optimizer/state/config.ts
/**
* Options as JSON can hold them.
*
* @param unsaved What to do with a schedule, penalty or constraint of the caller's own, which has no name.
*/
function saveOptions(options, unsaved) {
	const saved = {};
	for (const [name, value] of Object.entries(options)) {
		if (value === void 0) continue;
		const plain = savedForm(value);
		if (plain === void 0) unsaved(name);
		else saved[name] = plain;
	}
	return saved;
}
/** An option as JSON can hold it, or `undefined` if it has no such form. */
function savedForm(value) {
	if (Array.isArray(value)) {
		const list = value.map(savedForm);
		return list.includes(void 0) ? void 0 : list;
	}
	return value === null || typeof value !== "function" && typeof value !== "object" ? value : value.config;
}
/** Options from their saved form. */
function restoreOptions(where, saved) {
	if (typeof saved !== "object" || saved === null || Array.isArray(saved)) throw new OptionError(`${where}: got no options, expected an object of them.`);
	return Object.fromEntries(Object.entries(saved).map(([name, value]) => [name, restoreOption(where, value)]));
}
/** An option from its saved form, or a list of such. */
var restoreOption = (where, value) => Array.isArray(value) ? value.map((one) => restoreOne(where, one)) : restoreOne(where, value);
function restoreOne(where, value) {
	if (typeof value !== "object" || value === null) return value;
	const kind = kindOf(value);
	return kind === void 0 ? value : restoreNamed(where, kind, value);
}
// packages/core/src/optimizer/saved-optimizer.ts
/** What of an optimizer is about saving it, by itself or beside a model of TensorFlow.js, and going on from that. */
var SavedOptimizer = class extends Optimizer {
	/**
	* All that is needed to go on bit for bit: copies of the state, step counts and options. The
	* caller disposes of the tensors. `encodeSafetensors(tensors, metadata)` makes a file of it.
	* A `lossScaler` has a state of its own, {@link LossScaler.stateDict}.
	*/
	stateDict() {
		checkDevice();
		return this.saving.stateDict(this.iterations);
	}
	/**
	* Goes on from a {@link stateDict}, as if training had never stopped. Options come from it too, except schedules that are
	* functions without a name, and go to the groups that have the same parameters.
	*
	* Parameters are found by the names that somebody gave them, as their paths in a module; those of a `LayersModel` by layer
	* and weight; variables without a name, and models of which no name is known, by their order and shapes. An optimizer
	* without parameters keeps what is loaded for those that it has not met yet.
	*
	* @param options.strict Whether whatever does not fit is an error. With `false`, what fits is taken: options of a group where
	* its parameters are still together, and state of each parameter that has it. Default `true`.
	* @returns What did not fit.
	* @throws {@link StateError} when it is of another rule, other groups or other parameters;
	* {@link OptionError} when an option in it is out of range. Then nothing has changed.
	*/
	loadStateDict(state, options) {
		checkDevice();
		const { iterations, ...result } = this.saving.loadStateDict(state, options);
		this.iterations_ = iterations;
		return result;
	}
	/** State as TensorFlow.js saves it beside a model. The tensors stay the optimizer's: read them before the next step. */
	async getWeights() {
		checkDevice();
		return this.saving.getWeights(this.iterations);
	}
	/**
	* Takes over what {@link getWeights} returned, here or of the optimizer of TensorFlow.js that this one stands for: `Adam`
	* goes on where `tf.train.adam` was, with the options that it has. The tensors stay the caller's.
	*
	* @throws {@link StateError} when it was saved for other parameters; then nothing has changed.
	*/
	async setWeights(weights) {
		checkDevice();
		const { iterations } = await this.saving.setWeights(weights);
		this.iterations_ = iterations;
	}
	/**
	* Options as TensorFlow.js saves them beside a model.
	*
	* @throws {@link OptionError} when an option cannot be saved.
	*/
	getConfig() {
		return this.saving.config();
	}
	/** Makes an optimizer of this class from {@link getConfig}; it takes the variables it gets gradients for. */
	static fromConfig(cls, config) {
		const { customObjects: _, ...options } = config;
		return new cls(restoreOptions(`${cls.className}.fromConfig`, options));
	}
};
// packages/core/src/program/run/compiled.ts
/** The name under which TensorFlow.js runs and profiles a program. */
var kernelNameOf = (program) => `Nadir.${program.name}`;
/** The kernel of a program by a registered adapter. Programs of equal texts share one. */
function compiled({ backend, kernels }, program) {
	const key = keyOf(program);
	let kernel = kernels.get(key);
	if (kernel === void 0) {
		kernel = backend.compile(program);
		kernels.set(key, kernel);
		enter(kernelNameOf(program), backend.name);
	}
	return kernel;
}
var keys = /* @__PURE__ */ new WeakMap();
function keyOf(program) {
	let key = keys.get(program);
	if (key === void 0) {
		key = JSON.stringify(program, (_, value) => {
			if (typeof value !== "number") return value;
			return Object.is(value, -0) ? "-0" : String(value);
		});
		keys.set(program, key);
	}
	return key;
}
/** Puts a name into TensorFlow.js's kernel registry; what is to be done is in the attributes. */
function enter(kernelName, backendName) {
	if (getKernel(kernelName, backendName) !== void 0) return;
	registerKernel({
		kernelName,
		backendName,
		kernelFunc: ({ attrs }) => attrs.runInKernel()
	});
}
// packages/core/src/program/threefry.ts
/** Distances of the rotations, used round after round in turn (Salmon et al. 2011, table 2). */
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
/** Constant of the key schedule, which keeps a key of zeros from being a fixed point. */
var parity = 466688986;
/**
* Threefry-2x32-20: two 32-bit words from a key and a counter of two words each.
*
* Paper: Salmon et al., SC 2011, https://doi.org/10.1145/2063384.2063405
*/
function threefry$1(key0, key1, counter0, counter1) {
	const keys = [
		key0,
		key1,
		key0 ^ key1 ^ parity
	];
	let x = counter0 + key0 | 0;
	let y = counter1 + key1 | 0;
	for (let round = 0; round < 20; round++) {
		const distance = rotations[round % 8];
		x = x + y | 0;
		y = (y << distance | y >>> 32 - distance) ^ x;
		if (round % 4 === 3) {
			const injection = (round + 1) / 4;
			x = x + keys[injection % 3] | 0;
			y = y + keys[(injection + 1) % 3] + injection | 0;
		}
	}
	return [x >>> 0, y >>> 0];
}
// packages/core/src/program/interpret.ts
/** Each operation on float64 numbers; the caller rounds. Masks are 0 and 1. */
var operations = {
	add: (a, b) => a + b,
	sub: (a, b) => a - b,
	mul: (a, b) => a * b,
	div: (a, b) => a / b,
	min: (a, b) => Math.min(a, b),
	max: (a, b) => Math.max(a, b),
	neg: (a) => -a,
	abs: (a) => Math.abs(a),
	sqrt: (a) => Math.sqrt(a),
	sign: (a) => Math.sign(a),
	less: (a, b) => a < b ? 1 : 0,
	equal: (a, b) => a === b ? 1 : 0,
	where: (condition, a, b) => condition === 1 ? a : b,
	bits: (key, stream, step, element) => threefry$1(key, stream, element, step)[0],
	uniform: (random) => (random >>> 8) * 2 ** -24
};
// packages/core/src/program/run/compose.ts
/**
* Runs a program with ordinary TensorFlow.js ops: the fallback where no adapter is registered.
* Slower, never wrong. It ignores `owned`: every output is a new tensor with a buffer of its own.
*
* What follows from numbers of the step alone is computed here and takes no op.
*/
function compose(program, call) {
	const shape = [...call.shape];
	const tensors = [...call.tensors, ...call.broadcasts];
	const tensorNames = [...program.tensors, ...program.broadcasts];
	const numberNames = [...program.scalars, ...program.integers];
	const tensorOf = (name) => tensors[tensorNames.indexOf(name)];
	const numberOf = (name) => call.numbers[numberNames.indexOf(name)];
	return tf.tidy(() => {
		const values = [];
		program.nodes.forEach((node, index) => {
			const args = node.args.map((arg) => values[arg]);
			const name = node.name;
			switch (node.op) {
				case "constant":
					values[index] = Math.fround(node.value);
					break;
				case "tensor":
				case "broadcast":
					values[index] = tensorOf(name);
					break;
				case "scalar":
					values[index] = Math.fround(numberOf(name));
					break;
				case "integer":
					values[index] = numberOf(name);
					break;
				case "bits":
					values[index] = randomBits(...args, shape);
					break;
				default: values[index] = applied(node.op, args);
			}
		});
		const outputs = {};
		const taken = new Set(tensors.map(({ dataId }) => dataId));
		for (const { name, node, reduce } of program.outputs) {
			const value = spread(asTensor(values[node]), shape);
			let result = value;
			if (reduce === "sum") result = sumOf(value);
			if (reduce === "max") result = value.size === 0 ? tf.scalar(-Infinity) : tf.max(value);
			if (taken.has(result.dataId)) result = tf.mul(result, 1);
			taken.add(result.dataId);
			outputs[name] = result;
		}
		return outputs;
	});
}
/** An operation on numbers alone as a number, and any other as an op, unless the numbers choose one of its operands. */
function applied(op, args) {
	if (args.every((arg) => typeof arg === "number")) {
		const [a = 0, b = 0, c = 0] = args;
		return Math.fround(operations[op](a, b, c, 0));
	}
	const [condition, a, b] = args;
	if (op === "where" && typeof condition === "number") return condition ? a : b;
	return ops[op](...args.map(asTensor));
}
var asTensor = (value) => typeof value === "number" ? tf.scalar(value) : value;
/** Each operation as a TensorFlow.js op. */
var ops = {
	add: (a, b) => tf.add(a, b),
	sub: (a, b) => tf.sub(a, b),
	mul: (a, b) => tf.mul(a, b),
	div: (a, b) => tf.div(a, b),
	min: (a, b) => tf.minimum(a, b),
	max: (a, b) => tf.maximum(a, b),
	neg: (a) => tf.neg(a),
	abs: (a) => tf.abs(a),
	sqrt: (a) => tf.sqrt(a),
	sign: (a) => tf.where(tf.less(a, 0), -1, tf.where(tf.greater(a, 0), 1, a)),
	less: (a, b) => tf.less(a, b),
	equal: (a, b) => tf.equal(a, b),
	where: (condition, a, b) => tf.where(condition, a, b),
	uniform: (high) => tf.mul(high, 2 ** -24)
};
/** Elements that may be added one after another. */
var blockSize = 64;
/** The sum of all elements, in blocks: some backends add one float32 number after another. */
function sumOf(x) {
	let partial = tf.reshape(x, [x.size]);
	while (partial.size > blockSize) {
		const blocks = Math.ceil(partial.size / blockSize);
		const missing = blocks * blockSize - partial.size;
		const whole = missing === 0 ? partial : tf.pad(partial, [[0, missing]]);
		partial = tf.sum(tf.reshape(whole, [blocks, blockSize]), 1);
	}
	return tf.sum(partial);
}
/** A result that may be the same for all elements, in the shape of the tensors. */
function spread(value, shape) {
	return tf.util.sizeFromShape(shape) === 0 ? tf.zeros(shape) : tf.broadcastTo(value, shape);
}
/**
* The upper 24 random bits of each element, which a float32 holds exactly. TensorFlow.js has no
* 32-bit integers without sign and no shifts, so they are made on the host.
*/
function randomBits(key, stream, step, shape) {
	const high = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, element) => threefry$1(key, stream, element, step)[0] >>> 8);
	return tf.tensor(high, shape);
}
// packages/core/src/program/run/hint.ts
/** The package with the adapter for each backend of TensorFlow.js that has one. */
var adapters = {
	cpu: "@nadir/backend-cpu",
	wasm: "@nadir/backend-wasm",
	webgl: "@nadir/backend-webgl",
	webgpu: "@nadir/backend-webgpu",
	tensorflow: "@nadir/backend-node"
};
/**
* Says, once in a process, which adapter makes programs fast on a TensorFlow.js backend. Like the
* warnings of TensorFlow.js itself it is silent after `tf.enableProdMode()`.
*/
function hintAtAdapter(backendName) {
	const adapter = adapters[backendName];
	const registry = sharedRegistry();
	if (adapter === void 0 || registry.hinted) return;
	registry.hinted = true;
	backend_util.warn(`Nadir runs on ordinary ops of the backend "${backendName}", which is slower than fused kernels. Run \`npm install ${adapter}\` and add \`import { register } from '${adapter}'; register();\`, or call \`tf.enableProdMode()\` to turn this hint off.`);
}
// packages/core/src/shape.ts
/** Number of elements of a tensor. */
var sizeOf = (shape) => shape.reduce((a, b) => a * b, 1);
// packages/core/src/program/run/call-layout.ts
var layouts = /* @__PURE__ */ new WeakMap();
/**
* The layout of a program's calls, made once for each program and choice of names.
*
* @param owned Names of tensors that an output of the same name is written into.
* @param replaced Names of tensors that an output of the same name takes the place of.
*/
function layoutOf(program, owned, replaced) {
	const known = layouts.get(program) ?? [];
	layouts.set(program, known);
	let found = known.find((one) => areEqual(one.owned, owned) && areEqual(one.replaced, replaced));
	if (found === void 0) {
		found = {
			layout: make(program, owned, replaced),
			owned: [...owned],
			replaced: [...replaced]
		};
		known.push(found);
	}
	return found.layout;
}
function make({ tensors, broadcasts, outputs, scalars, integers }, owned, replaced) {
	const elementwise = outputs.map(({ name, reduce }) => reduce === void 0 ? name : void 0);
	const read = [...tensors, ...broadcasts];
	const written = [...owned, ...replaced].filter((name) => elementwise.includes(name));
	const used = [.../* @__PURE__ */ new Set([...read, ...written])];
	const placeOf = (name) => {
		const output = elementwise.indexOf(name);
		const isOwned = owned.includes(name);
		return {
			tensor: tensors.indexOf(name),
			broadcast: broadcasts.indexOf(name),
			owned: isOwned ? output : -1,
			replaced: !isOwned && replaced.includes(name) ? output : -1,
			state: owned.indexOf(name),
			used: used.indexOf(name)
		};
	};
	const names = [...used, ...owned];
	return {
		places: new Map(names.map((name) => [name, placeOf(name)])),
		used,
		numbers: [...scalars, ...integers]
	};
}
var areEqual = (a, b) => a === b || a.length === b.length && a.every((name, i) => name === b[i]);
// packages/core/src/program/run/resolve.ts
/**
* The call of a kernel, made from names: each tensor and number is checked when it is set, and goes
* where the kernel finds it.
*/
var ResolvedCall = class {
	shape;
	size;
	tensors = [];
	broadcasts = [];
	numbers = [];
	owned;
	replaced;
	state;
	#program;
	#layout;
	/** Names of the numbers, at their positions; `undefined` for one that stays the same. */
	#changing;
	/** Which of the tensors that the program uses have been set, and how many have not. */
	#isGiven;
	#missing;
	constructor(program, { shape, owned = [], replaced = [], scalars }) {
		this.#program = program;
		this.#layout = layoutOf(program, owned, replaced);
		const { used, numbers } = this.#layout;
		this.#isGiven = used.map(() => false);
		this.#missing = used.length;
		this.shape = [...shape];
		this.size = sizeOf(shape);
		this.owned = program.outputs.map(() => void 0);
		this.replaced = program.outputs.map(() => void 0);
		this.state = owned.map(() => void 0);
		this.#changing = scalars === void 0 ? numbers : this.#fix(scalars);
	}
	/**
	* Puts a tensor where its name belongs, in place of the one before it.
	* @returns Whether the program reads or writes it.
	* @throws {@link OptionError} when it has another shape or dtype than the program expects.
	*/
	set(name, tensor) {
		const place = this.#layout.places.get(name);
		if (place === void 0) return false;
		const { used, broadcast, owned, replaced, state } = place;
		if (used >= 0) {
			this.#check(name, tensor, broadcast >= 0 ? zeroD : this.shape);
			if (!this.#isGiven[used]) this.#missing--;
			this.#isGiven[used] = true;
		}
		if (place.tensor >= 0) this.tensors[place.tensor] = tensor;
		if (broadcast >= 0) this.broadcasts[broadcast] = tensor;
		if (owned >= 0) this.owned[owned] = tensor;
		if (replaced >= 0) this.replaced[replaced] = tensor;
		if (state >= 0) this.state[state] = haveSameShape(tensor.shape, this.shape) ? tensor : void 0;
		return used >= 0;
	}
	/**
	* Sets the numbers that change from run to run, which makes the call whole.
	* @throws {@link OptionError} when a number or a tensor is missing.
	*/
	complete(scalars) {
		if (this.#missing > 0) {
			const missing = this.#layout.used.find((_, i) => !this.#isGiven[i]);
			throw refusal(this.#program, `no tensor \`${missing}\``, "one");
		}
		for (let at = 0; at < this.#changing.length; at++) {
			const name = this.#changing[at];
			if (name !== void 0) this.numbers[at] = this.#numberOf(name, scalars);
		}
	}
	/** Sets numbers that stay the same, and returns the names of the others. */
	#fix(scalars) {
		return this.#layout.numbers.map((name, at) => {
			if (scalars[name] === void 0) return name;
			this.numbers[at] = this.#numberOf(name, scalars);
		});
	}
	#numberOf(name, scalars) {
		const value = scalars[name];
		if (typeof value === "number") return value;
		throw refusal(this.#program, `${describe$1(value)} for \`${name}\``, "a number");
	}
	#check(name, { dtype, shape }, expected) {
		if (dtype !== "float32") throw refusal(this.#program, `${dtype} for \`${name}\``, "float32");
		if (!haveSameShape(shape, expected)) throw refusal(this.#program, `shape [${shape}] for \`${name}\``, `[${expected}]`);
	}
};
/**
* The shape that a program runs over: the one that is given, or that of its first tensor.
* @throws {@link OptionError} when that tensor is missing.
*/
function shapeOf$1(program, { shape, tensors }) {
	const [first] = program.tensors;
	if (shape !== void 0 || first === void 0) return shape ?? [];
	const tensor = tensors[first];
	if (tensor === void 0) throw refusal(program, `no tensor \`${first}\``, "one");
	return tensor.shape;
}
var zeroD = [];
var refusal = ({ name }, got, expected) => new OptionError(`${name}: got ${got}, expected ${expected}.`);
function haveSameShape(a, b) {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}
// packages/core/src/program/run/bound-program.ts
/** A program that is bound to its tensors once and runs many times. Made by {@link bindProgram}. */
var BoundProgram = class {
	#program;
	#call;
	/** Name and arguments of the kernel as TensorFlow.js has them. */
	#kernelName;
	#inputs = {};
	#attributes = { runInKernel: () => this.#runInKernel() };
	#registration;
	#kernel;
	/** Names of the tensors that the kernel has just made. */
	#made = [];
	constructor(program, setting) {
		this.#program = program;
		this.#call = new ResolvedCall(program, setting);
		this.#kernelName = kernelNameOf(program);
	}
	/**
	* Binds a tensor to a name, in place of the one that was bound to it. Names that the program does
	* not know are ignored.
	*
	* @throws {@link OptionError} when its shape or dtype does not fit the program.
	*/
	set(name, tensor) {
		if (this.#call.set(name, tensor)) this.#inputs[name] = tensor;
	}
	/**
	* Runs on the tensors that are bound, on the TensorFlow.js backend that is current.
	*
	* @param scalars Those scalars and integers of the program that were not given when it was bound, by
	* name. Others are ignored.
	* @returns The outputs that were not written in place, by name. The caller disposes them.
	* @throws {@link OptionError} when a tensor or a number is missing.
	*/
	run(scalars = none$1) {
		this.#call.complete(scalars);
		const backendName = getBackend();
		const registration = sharedRegistry().registrations.get(backendName);
		if (registration === void 0) {
			hintAtAdapter(backendName);
			return compose(this.#program, this.#call);
		}
		if (registration !== this.#registration) {
			this.#kernel = compiled(registration, this.#program);
			this.#registration = registration;
		}
		const tensors = engine().runKernel(this.#kernelName, this.#inputs, this.#attributes);
		if (tensors.length === 0) return none$1;
		return Object.fromEntries(this.#made.map((name, i) => [name, tensors[i]]));
	}
	#runInKernel() {
		const made = this.#kernel.run(this.#call);
		this.#made = Object.keys(made);
		return Object.values(made);
	}
};
/**
* Makes a program ready to run many times over tensors of one shape. Names are resolved and tensors
* checked once, so that a run creates next to nothing. The results are those of {@link execute}, to
* the bit, and `tf.profile` shows each run as `Nadir.<name of the program>`.
*
* - **Fixed** are the program, the shape, which names are owned and replaced, and the scalars given here,
*   such as the number of a parameter among others.
* - **From run to run** change the scalars given to `run`, and any tensor, by `set`. The new one has the
*   shape of the old. A `tf.Variable` that was assigned other values need not be set again.
* - **Ownership** is that of {@link execute}. An output named in `owned` is written into the tensor
*   that is bound to its name. So is one named in `replaced`, where the adapter is certain that nobody
*   else sees the buffer. `run` returns all others as new tensors, which it does not bind: a caller that
*   takes one as the next value of a state binds it by `set`.
* - **Disposal** is the caller's. A tensor that is disposed of has to be replaced before the next run.
* - **The backend** of TensorFlow.js, and the adapter for it, may change between runs.
*
* A function whose gradients TensorFlow.js takes calls {@link execute} instead: what it records must not
* be bound to other tensors by a later run.
*
* @throws {@link OptionError} when a scalar is no number.
* @example
* ```ts
* const move = bindProgram(program, { shape: [4], owned: ['m'], replaced: ['param'] });
* move.set('param', variable);
* move.set('m', m);
* for (const grad of gradients) {
*   move.set('grad', grad);
*   const made = move.run({ rate: 0.1 });
*   // Where there is an adapter for the backend, both are mostly written in place.
*   if (made.param) variable.assign(made.param);
*   made.param?.dispose();
*   if (made.m) {
*     m.dispose();
*     m = made.m;
*     move.set('m', m);
*   }
* }
* ```
*/
function bindProgram(program, setting) {
	return new BoundProgram(program, setting);
}
var none$1 = Object.freeze({});
// packages/core/src/program/run/execute.ts
/**
* Runs a program on the current TensorFlow.js backend: as one fused kernel where an adapter is
* registered, otherwise with ordinary ops. `tf.profile` shows it as `Nadir.<name of the program>`.
*
* @returns The outputs that were not written in place, by name. The caller disposes them.
* @throws {@link OptionError} when an input is missing, or tensors differ in shape or dtype.
*/
function execute(program, call) {
	const { tensors, scalars, owned = [], replaced = [] } = call;
	const bound = bindProgram(program, {
		shape: shapeOf$1(program, call),
		owned,
		replaced
	});
	for (const [name, tensor] of Object.entries(tensors)) if (tensor !== void 0) bound.set(name, tensor);
	return bound.run(scalars);
}
/** Tensors of zeros for state that only {@link execute} writes, placed as the adapter likes it. */
function allocate(shapes) {
	const backend = findBackend();
	if (backend?.allocate === void 0) return shapes.map((shape) => zeros([...shape]));
	return backend.allocate(shapes).map((info) => engine().makeTensorFromTensorInfo(info));
}
// packages/core/src/state/slots.ts
/** Tensors of zeros that their owner alone sees and writes, whatever `tf.tidy` surrounds it. */
function makeSlots(shapes) {
	return allocate(shapes).map((slot) => keep(slot));
}
/**
* The tensor that holds a slot after a program has run: the same where it was written in place,
* otherwise the program's output, and the old one is disposed of.
*/
function settle(slot, output) {
	if (output === void 0) return slot;
	slot.dispose();
	return keep(output);
}
var copyProgram = trace({
	name: "copy",
	tensors: ["source"]
}, ({ source }) => ({ target: source }));
var fillProgram = trace({
	name: "fill",
	scalars: ["value"]
}, ({ value }) => ({ target: value }));
/** Writes one number into all of a slot. Returns the tensor that holds it from now on. */
function fill$1(slot, value) {
	const { target } = execute(fillProgram, {
		tensors: { target: slot },
		scalars: { value },
		owned: ["target"],
		shape: slot.shape
	});
	return settle(slot, target);
}
/** A tensor with the same values in a buffer of its own. The caller disposes of it. */
function copyOf(source) {
	return execute(copyProgram, { tensors: { source } }).target;
}
/** Writes values into a slot, bit for bit. Returns the tensor that holds it from now on. */
function overwrite(slot, source) {
	const { target } = execute(copyProgram, {
		tensors: {
			source,
			target: slot
		},
		owned: ["target"]
	});
	return settle(slot, target);
}
/** Slots that hold the values of given tensors, bit for bit. */
function makeSlotsWith(values) {
	return makeSlots(values.map(({ shape }) => shape)).map((slot, i) => overwrite(slot, values[i]));
}
// packages/core/src/optimizer/state/from-tfjs.ts
/** Whether weights are those of an optimizer of TensorFlow.js. */
var areOfTfjs = (weights) => weights[0]?.name === "iter" && weights.slice(1).every(({ name }) => name.includes("/"));
/**
* State from the weights of an optimizer of TensorFlow.js: `iter`, then `<variable>/<its name of a slot>`.
*
* @param slots The slots that are kept here. What they leave out is left out of the weights, as a momentum that is 0.
* @returns The state, with tensors to dispose of.
* @throws {@link StateError} when the weights have something that nothing here stands for.
*/
async function fromTfjs(where, weights, names, { slots, learningRate }) {
	const [iter, ...rest] = weights;
	const [iterations = 0] = await iter.tensor.data();
	const found = /* @__PURE__ */ new Map();
	for (const { name: key, tensor } of rest) {
		const cut = key.lastIndexOf("/");
		const [name, theirs] = [key.slice(0, cut), key.slice(cut + 1)];
		const ours = Object.hasOwn(names, theirs) ? names[theirs] : void 0;
		if (ours === void 0) throw new StateError(`${where}: got "${key}" of an optimizer of TensorFlow.js, expected ${Object.keys(names).join(", ") || "none"} of each variable. Load it into the optimizer that stands for it.`);
		const slot = typeof ours === "string" ? ours : ours.slot;
		if (!slots.has(slot)) continue;
		const factor = typeof ours === "string" ? 1 : learningRate;
		const value = tidy(() => div(tensor, factor));
		found.set(name, {
			...found.get(name),
			[slot]: value
		});
	}
	return {
		rule: "",
		iterations,
		groups: [{
			part: 0,
			step: iterations,
			options: {},
			parameters: [...found].map(([name, own], index) => {
				const [{ shape }] = Object.values(own);
				return {
					name,
					shape,
					index,
					t: iterations,
					slots: own
				};
			})
		}],
		shared: {}
	};
}
// packages/core/src/optimizer/state/names.ts
/** Whether TensorFlow.js has made up a name because nobody gave one: a running number. */
var isMadeUp = (name) => /^\d+$/.test(name);
/** `dense_Dense1/kernel_2` without the number that a name gets when it is in use already. */
function withoutCopyNumber(name) {
	const [, text = name, copy = "0"] = /^(.*[^/])_(\d+)$/s.exec(name) ?? [];
	return {
		text,
		numbers: [Number(copy)]
	};
}
/**
* `dense_Dense1/kernel_2` without that number and without those by which TensorFlow.js tells layers without a name apart.
* Both count what the process has made before.
*/
function withoutRunningNumbers(name) {
	const { text, numbers } = withoutCopyNumber(name);
	const layers = [];
	return {
		text: text.replace(/(?<=[a-zA-Z])\d+(?=\/|$)/g, (number) => {
			layers.push(Number(number));
			return "#";
		}),
		numbers: [...layers, ...numbers]
	};
}
/** Orders stems of one text by their numbers. */
function byNumbers(one, other) {
	const i = one.numbers.findIndex((number, k) => number !== other.numbers[k]);
	return i < 0 ? 0 : one.numbers[i] - (other.numbers[i] ?? 0);
}
// packages/core/src/optimizer/state/pairing.ts
/**
* Finds for each saved parameter the one that it is.
*
* - A name that somebody gave, as the path in a module, decides.
* - A name that TensorFlow.js gave to the weight of a layer decides but for the running numbers in it: these count what
*   was made in the process before. Where names differ in nothing else, the order of the numbers is kept.
* - Variables without a name, and models of which no name is known, are taken in their order, by their shapes.
*
* @throws {@link StateError} naming both lists, where shapes allow several ways to take variables without a name.
*/
function pairUp(where, saved, targets) {
	const { pairs: named } = pairByName(where, saved, targets);
	const unnamed = pairMadeUp(where, saved.filter(({ name }) => isMadeUp(name)), targets.filter(({ name }) => isMadeUp(name)));
	const pairs = [...named, ...unnamed];
	if (pairs.length === 0 && saved.length === targets.length && fit(saved, targets)) return {
		pairs: zip(saved, targets),
		missing: [],
		unexpected: []
	};
	return withRest(pairs, saved, targets);
}
/** As {@link pairUp}, for names only: among targets that may have nothing to do with the state. */
function pairByName(_where, saved, targets) {
	return withRest(pairNamed(saved.filter(({ name }) => !isMadeUp(name)), targets.filter(({ name }) => !isMadeUp(name))), saved, targets);
}
function withRest(pairs, saved, targets) {
	const [from, to] = [new Set(pairs.map(([one]) => one)), new Set(pairs.map(([, one]) => one))];
	return {
		pairs,
		missing: targets.filter((one) => !to.has(one)),
		unexpected: saved.filter((one) => !from.has(one))
	};
}
/** Pairs of equal names; among variables that TensorFlow.js has named, of names equal but for running numbers. */
function pairNamed(saved, targets) {
	const isOwn = ({ name, variable }) => name !== variable.name;
	const given = pairEqual(saved, targets.filter(isOwn));
	const rest = saved.filter((one) => !given.some(([pairedWith]) => pairedWith === one));
	const theirs = targets.filter((one) => !isOwn(one));
	return [...given, ...pairStems(rest, theirs, [withoutRunningNumbers, withoutCopyNumber])];
}
function pairEqual(saved, targets) {
	const byName = new Map(targets.map((one) => [one.name, one]));
	return saved.flatMap((one) => {
		const target = byName.get(one.name);
		return target === void 0 ? [] : [[one, target]];
	});
}
/** Divides both sides by the first kind of stem, and what cannot be told apart so by the next one. */
function pairStems(saved, targets, [stemOf, ...finer]) {
	const equal = pairEqual(saved, targets);
	if (equal.length === Math.min(saved.length, targets.length) || stemOf === void 0) return equal;
	const places = groupBy(targets, ({ name }) => stemOf(name).text);
	return [...groupBy(saved, ({ name }) => stemOf(name).text)].flatMap(([text, own]) => {
		const there = places.get(text) ?? [];
		const known = pairEqual(own, there);
		if (known.length === Math.min(own.length, there.length)) return known;
		const inOrder = (all) => all.toSorted((a, b) => byNumbers(stemOf(a.name), stemOf(b.name)));
		const [from, to] = [inOrder(own), inOrder(there)];
		return own.length === there.length && fit(from, to) ? zip(from, to) : pairStems(own, there, finer);
	});
}
/** Variables without a name: by their numbers where these are the same, else in the order that their shapes allow. */
function pairMadeUp(where, saved, targets) {
	if (saved.length === 0 || targets.length === 0) return [];
	const equal = pairEqual(saved, targets);
	if (equal.length === saved.length && equal.length === targets.length && equal.every(([one, other]) => fits(one, other))) return equal;
	if (saved.length === targets.length && fit(saved, targets)) return zip(saved, targets);
	const [fewer, more] = saved.length < targets.length ? [saved.map(shapeOf), targets.map(shapeOf)] : [targets.map(shapeOf), saved.map(shapeOf)];
	const way = onlyWay(fewer, more);
	if (way === void 0) throw new StateError(`${where}: got state for variables without names, ${namesAndShapes(saved)}, expected shapes that fit in one way to ${namesAndShapes(targets)}. Name them by tf.variable(value, true, name), or pass pairs of a name and a variable.`);
	return saved.length < targets.length ? saved.map((one, i) => [one, targets[way[i]]]) : targets.map((one, i) => [saved[way[i]], one]);
}
/** Positions of `fewer` within `more` in their order, if there is exactly one way. */
function onlyWay(fewer, more) {
	const earliest = positions(fewer, more);
	const last = more.length - 1;
	const latest = positions(fewer.toReversed(), more.toReversed())?.map((i) => last - i).reverse();
	return earliest?.every((at, i) => at === latest?.[i]) ? earliest : void 0;
}
/** The first positions at which one list is found within another in order. */
function positions(fewer, more) {
	const found = [];
	for (const shape of fewer) {
		const at = more.indexOf(shape, (found.at(-1) ?? -1) + 1);
		if (at < 0) return void 0;
		found.push(at);
	}
	return found;
}
/** Names and shapes in a message. */
var namesAndShapes = (all) => all.map((one) => `"${one.name}" [${shapeOf(one)}]`).join(", ") || "none";
var shapeOf = (one) => ("shape" in one ? one.shape : one.variable.shape).join();
var fits = (saved, target) => shapeOf(saved) === shapeOf(target);
var fit = (saved, targets) => saved.every((one, i) => fits(one, targets[i]));
var zip = (saved, targets) => saved.map((one, i) => [one, targets[i]]);
function groupBy(values, keyOf) {
	const groups = /* @__PURE__ */ new Map();
	for (const value of values) {
		const key = keyOf(value);
		groups.set(key, [...groups.get(key) ?? [], value]);
	}
	return groups;
}
// packages/core/src/optimizer/state/begin-state.ts
/** Makes missing state, all of it at once so that the backend can place it together. */
function beginState(all) {
	const missing = all.flatMap(({ parameter, slots, options }) => {
		parameter.keepOnly(slots);
		const isThere = ({ name, kind }) => kind === "shared" || parameter.has(name);
		return slots.filter((slot) => !isThere(slot)).map((slot) => ({
			parameter,
			slot,
			options
		}));
	});
	const whole = missing.filter(({ slot }) => slot.pack === void 0);
	const tensors = beginSlots(whole.map(({ slot, parameter }) => slot.kind === "elements" ? {
		...slot,
		shape: parameter.variable.shape
	} : slot), (i) => whole[i].options, (i) => whole[i].parameter.variable);
	for (const { parameter, slot, options } of missing) {
		const { name, initial, pack } = slot;
		if (pack === void 0) parameter.add(name, tensors.shift());
		else {
			const { variable } = parameter;
			tidy(() => {
				const bytes = initial === "param" ? variable : fill(variable.shape, initial(options));
				parameter.addBytes(name, pack(bytes));
			});
		}
	}
}
/** State tensors as they are before the first step. */
function beginSlots(slots, optionsOf, paramOf) {
	return zerosFor(slots).map((tensor, i) => {
		const { initial } = slots[i];
		if (initial === "param") return overwrite(tensor, paramOf?.(i));
		const value = initial(optionsOf(i));
		return value === 0 ? tensor : fill$1(tensor, value);
	});
}
/** Zeros where the adapter likes them, but for tensors that an operation makes anew at each step. */
function zerosFor(slots) {
	const placed = makeSlots(slots.filter(({ kind }) => kind !== "matrix").map(({ shape }) => shape));
	return slots.map(({ kind, shape }) => kind === "matrix" ? keep(zeros([...shape])) : placed.shift());
}
// packages/core/src/optimizer/state/restore.ts
/** What is wrong with saved state for its parameter, or `undefined`. */
function problemOf({ saved, parameter, settings }) {
	const { name, variable } = parameter;
	const { shape } = variable;
	if (saved.shape.join() !== shape.join()) return `got state of shape [${saved.shape}] for "${name}", expected [${shape}]`;
	const own = settings.slotsFor(variable).filter(({ kind }) => kind !== "shared");
	const given = Object.keys(saved.slots).sort().join(", ");
	const needed = own.map((slot) => slot.name).sort();
	const wanted = saved.t === 0 && given === "" ? "" : needed.join(", ");
	if (given !== wanted) return `got the slots ${given || "none"} for "${name}", expected ${wanted || "none"}`;
	for (const [slot, tensor] of Object.entries(saved.slots)) {
		const { kind, shape: slotShape } = own.find((one) => one.name === slot);
		const expected = kind === "elements" || kind === "bytes" ? shape : slotShape;
		if (tensor.shape.join() !== expected.join() || tensor.dtype !== "float32") return `got ${tensor.dtype} [${tensor.shape}] for "${name}/${slot}", expected float32 [${expected}]`;
	}
	const remembered = Object.keys(saved.memory ?? {}).sort().join(", ");
	const numbers = saved.t === 0 ? "" : settings.memoryNames().sort().join(", ");
	if (remembered !== numbers) return `got the numbers ${remembered || "none"} for "${name}", expected ${numbers || "none"}`;
}
/** Copies the state of parameters. @returns What puts the copies in the place of the state they have. */
function copyInto(placements) {
	const moving = placements.flatMap(({ saved, parameter, settings }) => {
		const slots = settings.slotsFor(parameter.variable);
		return Object.entries(saved.slots).map(([name, source]) => {
			return {
				parameter,
				source,
				slot: slots.find((one) => one.name === name)
			};
		});
	});
	const packed = moving.map(({ slot, source }) => slot.pack?.(source));
	const whole = moving.filter((_, i) => packed[i] === void 0);
	const copies = zerosFor(whole.map(({ slot: { kind }, source: { shape } }) => ({
		kind,
		shape
	}))).map((slot, i) => overwrite(slot, whole[i].source));
	return () => {
		const memories = /* @__PURE__ */ new Map();
		for (const { saved, parameter } of placements) {
			const { t, memory, waits = false } = saved;
			parameter.reset();
			parameter.t = t;
			parameter.memory = memory && sharedMemory(memories, memory);
			parameter.waits = waits;
		}
		moving.forEach(({ parameter, slot: { name } }, i) => {
			const bytes = packed[i];
			if (bytes === void 0) parameter.add(name, copies.shift());
			else parameter.addBytes(name, bytes);
		});
	};
}
/** One object for equal memories: parameters with one memory have the numbers of their next step computed once. */
function sharedMemory(known, memory) {
	const text = JSON.stringify(Object.entries(memory));
	const found = known.get(text) ?? memory;
	known.set(text, found);
	return found;
}
/** Copies of saved state whose parameters are not known yet. */
function copyWaiting(saved) {
	const copies = saved.flatMap(({ slots }) => Object.values(slots)).map((source) => keep(copyOf(source)));
	return saved.map((one) => ({
		...one,
		slots: Object.fromEntries(Object.keys(one.slots).map((slot) => [slot, copies.shift()]))
	}));
}
// packages/core/src/optimizer/state/loading.ts
/**
* Finds out what loading a state would change.
*
* @param strict Whether whatever does not fit is an error.
* @throws {@link StateError} when the state does not fit; {@link OptionError} when an option in it is out of range.
*/
function planLoad(where, { groups }, roster, strict) {
	const pairing = pairUp(where, groups.flatMap(({ parameters }) => parameters), roster.parameters);
	if (strict) checkPairing(where, pairing, roster);
	const targets = new Map(pairing.pairs);
	const homes = homesOf(groups, targets);
	if (strict && !roster.isOpen) checkHomes(where, groups, homes);
	const mismatched = [];
	const plans = groups.map((group) => {
		const { part, step, parameters } = group;
		const home = roster.isOpen ? void 0 : homes.get(group);
		const settings = (roster.isOpen ? roster.openGroup(where, part) : home)?.settings.with(restoreOptions(where, group.options), step);
		const placements = parameters.flatMap((one) => {
			const parameter = targets.get(one);
			if (parameter === void 0) return [];
			const placement = {
				saved: one,
				parameter,
				settings: settings ?? parameter.group.settings
			};
			const problem = problemOf(placement);
			if (problem === void 0) return [placement];
			if (strict) throw new StateError(`${where}: ${problem}. ${advice}`);
			mismatched.push(parameter.name);
			return [];
		});
		settings?.checkShapes(placements.map(({ parameter }) => parameter));
		return {
			home,
			part,
			step,
			placements,
			waiting: roster.isOpen ? parameters.filter((one) => !targets.has(one)) : [],
			settings
		};
	});
	const unexpected = roster.isOpen ? [] : pairing.unexpected;
	const namesOf = (all) => all.map(({ name }) => name);
	return {
		groups: plans,
		missing: namesOf(pairing.missing),
		unexpected: namesOf(unexpected),
		mismatched
	};
}
var advice = "Load the state into the model and the options it was saved with, or pass { strict: false }.";
function checkPairing(where, { pairs, missing, unexpected }, roster) {
	const known = roster.parameters;
	if (!(roster.isOpen ? pairs.length === 0 && unexpected.length > 0 && known.length > 0 : missing.length + unexpected.length > 0)) return;
	throw new StateError(`${where}: got ${[unexpected.length > 0 && `state for ${namesAndShapes(unexpected)}`, missing.length > 0 && `nothing for ${namesAndShapes(missing)}`].filter(Boolean).join(" and ")}, expected state for ${namesAndShapes(known)}. ${advice}`);
}
/** The group that has the parameters of each saved group now, where it has no others. */
function homesOf(groups, targets) {
	const origins = /* @__PURE__ */ new Map();
	const found = groups.map((group) => {
		const homes = new Set(group.parameters.flatMap((one) => targets.get(one)?.group ?? []));
		for (const home of homes) origins.set(home, (origins.get(home) ?? /* @__PURE__ */ new Set()).add(group));
		return [group, [...homes]];
	});
	return new Map(found.flatMap(([group, [home, ...others]]) => home !== void 0 && others.length === 0 && origins.get(home)?.size === 1 ? [[group, home]] : []));
}
/** Fails unless groups have the same parameters as when they were saved, and the same rules. */
function checkHomes(where, groups, homes) {
	for (const group of groups) {
		const home = homes.get(group);
		if (group.parameters.length === 0 || home?.part === group.part) continue;
		throw new StateError(`${where}: got a group of ${group.parameters.map(({ name }) => `"${name}"`).join(", ")}, expected groups of the same parameters as here. Make the optimizer with the groups it was saved with, in any order.`);
	}
}
// packages/core/src/optimizer/state/description.ts
var beyondJson = [
	"Infinity",
	"-Infinity",
	"NaN"
];
/** A description as text. JSON has no infinity, so that one is a word. */
var write = (description) => JSON.stringify(description, (_, value) => typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
/**
* Reads what {@link write} wrote.
* @throws {@link StateError} when it is something else.
*/
function parse(where, text) {
	let description;
	try {
		description = JSON.parse(String(text ?? "null"), (_, value) => beyondJson.includes(value) ? Number(value) : value);
	} catch (cause) {
		throw new StateError(`${where}: got metadata that is no JSON, expected a state dict.`, { cause });
	}
	const { rule, iterations, accumulated, groups } = recordOf(description);
	if (typeof rule !== "string" || !isCount(iterations) || !isCount(accumulated ?? 0)) throw new StateError(`${where}: got no metadata \`optimizer\`, expected the state dict of an optimizer.`);
	if (!isListOf(groups, isGroup)) throw new StateError(`${where}: got malformed groups, expected those of a state dict.`);
	const parameters = description.groups.flatMap((group) => group.parameters);
	const [names, indices] = [/* @__PURE__ */ new Set(), /* @__PURE__ */ new Set()];
	const twice = parameters.find(({ name, index }) => names.size === names.add(name).size || indices.size === indices.add(index).size);
	if (twice !== void 0) throw new StateError(`${where}: got state for "${twice.name}" twice, expected it once.`);
	return description;
}
var isGroup = (value) => {
	const { part, step, options, parameters } = recordOf(value);
	return isCount(part) && isCount(step) && isRecord(options) && isListOf(parameters, isParameter);
};
var isParameter = (value) => {
	const { name, shape, index, t, memory = {}, waits = false } = recordOf(value);
	return typeof name === "string" && isListOf(shape, isCount) && isCount(index) && isCount(t) && isMemory(memory) && typeof waits === "boolean";
};
var isCount = (value) => Number.isSafeInteger(value) && value >= 0;
var isMemory = (value) => isRecord(value) && isListOf(Object.values(value), (one) => typeof one === "number");
var isListOf = (value, is) => Array.isArray(value) && value.every(is);
var isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
var recordOf = (value) => isRecord(value) ? value : {};
// packages/core/src/optimizer/state/saved-state.ts
/**
* State as it is saved. That of a parameter has the name `<parameter>/<slot>`. A slot has no slash in its name, so that the
* last one tells both apart, whatever the parameter is called; names of what all share have none.
*/
function encodeState({ rule, iterations, accumulated, groups, shared }) {
	const tensors = [];
	const made = [];
	for (const [name, tensor] of Object.entries(shared)) tensors.push({
		name,
		tensor
	});
	const described = groups.map(({ part, step, settings, parameters, waiting }) => {
		const all = [...parameters, ...waiting].sort((a, b) => a.index - b.index);
		for (const { name, slots } of all) for (const [slot, tensor] of Object.entries(slots)) tensors.push({
			name: `${name}/${slot}`,
			tensor
		});
		for (const { name, bytes } of parameters) for (const [slot, packed] of Object.entries(bytes)) {
			const tensor = packed.unpack();
			made.push(tensor);
			tensors.push({
				name: `${name}/${slot}`,
				tensor
			});
		}
		return {
			part,
			step,
			options: saveOptions({
				...settings.options,
				...settings.common
			}, () => {}),
			parameters: all.map(describeParameter)
		};
	});
	return {
		description: write({
			rule,
			iterations,
			...accumulated > 0 ? { accumulated } : {},
			groups: described
		}),
		tensors,
		made
	};
}
function describeParameter(one) {
	const { name, index, t, memory, waits } = one;
	const { shape } = "variable" in one ? one.variable : one;
	return {
		name,
		shape,
		index,
		t,
		...Object.keys(memory ?? {}).length > 0 && { memory },
		...waits && { waits }
	};
}
/**
* Reads what {@link encodeState} wrote.
* @throws {@link StateError} when it is something else, or of another rule.
*/
function decodeState(where, rule, { description: text, tensors }) {
	const description = parse(where, text);
	if (description.rule !== rule) throw new StateError(`${where}: got the state of ${description.rule}, expected that of ${rule}.`);
	const slots = /* @__PURE__ */ new Map();
	const shared = {};
	for (const [key, tensor] of Object.entries(Object(tensors))) {
		checkTensor(where, key, tensor);
		const cut = key.lastIndexOf("/");
		if (cut < 0) {
			shared[key] = tensor;
			continue;
		}
		const name = key.slice(0, cut);
		slots.set(name, {
			...slots.get(name),
			[key.slice(cut + 1)]: tensor
		});
	}
	const groups = description.groups.map((group) => ({
		...group,
		parameters: group.parameters.map((one) => ({
			...one,
			slots: slots.get(one.name) ?? {}
		}))
	}));
	const listed = new Set(groups.flatMap(({ parameters }) => parameters.map(({ name }) => name)));
	const stray = [...slots.keys()].find((name) => !listed.has(name));
	if (stray !== void 0) {
		const [slot] = Object.keys(slots.get(stray) ?? {});
		throw new StateError(`${where}: got the tensor "${stray}/${slot}", expected only state of the parameters listed.`);
	}
	return {
		...description,
		groups,
		shared
	};
}
function checkTensor(where, name, value) {
	if (value instanceof Tensor && !value.isDisposed) return;
	throw new StateError(`${where}: got ${value instanceof Tensor ? "a disposed tensor" : describe$1(value)} as "${name}", expected a tensor in use.`);
}
/**
* State as TensorFlow.js saves it beside a model: `iter`, the description, and the tensors by name. The description is a tensor
* of the codes of its characters: TensorFlow.js loses count of the memory of tensors of strings.
*/
function toWeights(iterations, { description, tensors, made }) {
	const own = [{
		name: "iter",
		tensor: scalar(iterations, "int32")
	}, {
		name: "description",
		tensor: tensor1d(codesOf(description), "int32")
	}];
	const lent = [...own.map(({ tensor }) => tensor), ...made];
	return {
		weights: [...own, ...tensors],
		made: lent
	};
}
/**
* Reads what {@link toWeights} wrote.
* @throws {@link StateError} when it is something else.
*/
async function fromWeights(where, weights) {
	const [iter, description, ...rest] = Array.isArray(weights) ? weights : [];
	if (iter?.name !== "iter" || description?.name !== "description") throw new StateError(`${where}: got the weights ${[iter, description].map((one) => one?.name ?? "nothing").join(", ")} first, expected iter, description. Pass what getWeights() of such an optimizer returned.`);
	for (const { name, tensor } of [
		iter,
		description,
		...rest
	]) checkTensor(where, name, tensor);
	const text = textOf(await description.tensor.data());
	const tensors = Object.fromEntries(rest.map(({ name, tensor }) => [name, tensor]));
	const names = /* @__PURE__ */ new Set();
	const twice = rest.find(({ name }) => names.size === names.add(name).size);
	if (twice !== void 0) throw new StateError(`${where}: got the weight "${twice.name}" twice, expected it once.`);
	return {
		description: text,
		tensors
	};
}
var codesOf = (text) => Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
var textOf = (codes) => Array.from(codes, (code) => String.fromCharCode(code)).join("");
// packages/core/src/optimizer/state/saving.ts
/** How an optimizer is saved, as a state dict or beside a model of TensorFlow.js, and goes on from it. */
var Saving = class {
	#optimizer;
	/** Tensors that {@link getWeights} made and nobody else will dispose of. */
	#lent = [];
	constructor(optimizer) {
		this.#optimizer = optimizer;
	}
	stateDict(iterations) {
		const { description, tensors, made } = this.#encode(iterations);
		const isNew = new Set(made);
		const own = tensors.map(({ name, tensor }) => [name, isNew.has(tensor) ? tensor : copyOf(tensor)]);
		return {
			tensors: Object.fromEntries(own),
			metadata: { optimizer: description }
		};
	}
	loadStateDict(state, options = {}) {
		const { name } = this.#optimizer;
		const where = `${name}.loadStateDict`;
		checkNames(where, options, ["strict"]);
		const { strict = true } = options;
		checkBoolean(where, { strict }, "strict");
		if (typeof state !== "object" || state === null) throw new StateError(`${where}: got ${describe$1(state)}, expected what stateDict() returned.`);
		const { tensors, metadata } = state;
		return this.#load(where, decodeState(where, name, {
			description: metadata?.optimizer,
			tensors
		}), strict);
	}
	/** The tensors stay the optimizer's: they are read before the next step. */
	getWeights(iterations) {
		this.dispose();
		const { weights, made } = toWeights(iterations, this.#encode(iterations));
		this.#lent = made.map((tensor) => keep(tensor));
		return weights;
	}
	async setWeights(weights) {
		const { name } = this.#optimizer;
		const where = `${name}.setWeights`;
		if (Array.isArray(weights) && areOfTfjs(weights)) return this.#takeOver(where, weights);
		const saved = await fromWeights(where, weights);
		return this.#load(where, decodeState(where, name, saved), true);
	}
	/** Goes on from the weights of an optimizer of TensorFlow.js, with the options and groups that are here. */
	async #takeOver(where, weights) {
		const { roster, tfjsSlots } = this.#optimizer;
		const [{ settings, step }] = roster.groups;
		const { learningRate } = settings.valuesAt(step).values;
		const loaded = await fromTfjs(where, weights, tfjsSlots, {
			slots: settings.slotNames(),
			learningRate
		});
		try {
			if (roster.isOpen) roster.forgetDisposed();
			const plan = planLoad(where, loaded, roster, false);
			const strays = [
				...plan.missing,
				...plan.unexpected,
				...plan.mismatched
			];
			if (strays.length > 0 && weights.length > 1) throw new StateError(`${where}: got weights that do not fit ${strays.map((one) => `"${one}"`).join(", ")}, expected those of the same variables. Take the optimizer of the model that they were saved with.`);
			const taken = loaded.groups.every(({ parameters }) => parameters.length === 0) ? {
				...plan,
				iterations: loaded.iterations
			} : this.#apply(where, loaded, plan, false);
			for (const group of roster.groups) group.step = loaded.iterations;
			return taken;
		} finally {
			for (const group of loaded.groups) for (const { slots } of group.parameters) dispose(slots);
		}
	}
	#encode(iterations) {
		const { name: rule, roster, stepping } = this.#optimizer;
		if (roster.isOpen) roster.forgetDisposed();
		return encodeState({
			rule,
			iterations,
			groups: roster.groups,
			...stepping.state
		});
	}
	#load(where, loaded, strict) {
		const { roster } = this.#optimizer;
		if (roster.isOpen) roster.forgetDisposed();
		return this.#apply(where, loaded, planLoad(where, loaded, roster, strict), strict);
	}
	#apply(where, loaded, plan, strict) {
		const { roster, stepping } = this.#optimizer;
		const resume = stepping.resume(where, loaded, sharedSlots(plan, roster));
		const place = copyInto(plan.groups.flatMap(({ placements }) => placements));
		const waiting = plan.groups.map((group) => copyWaiting(group.waiting));
		if (strict) for (const one of roster.parameters) one.reset();
		roster.forgetWaiting();
		place();
		if (roster.isOpen) roster.regroup(plan.groups.map((group, i) => groupOf(group, waiting[i] ?? [])));
		else for (const group of plan.groups) goOn(group);
		roster.reposition(positionsOf(plan, roster));
		resume();
		const { iterations } = loaded;
		const { missing, unexpected, mismatched } = plan;
		return {
			iterations,
			missing,
			unexpected,
			mismatched
		};
	}
	/** Options as TensorFlow.js saves them beside a model. Those of groups are part of the weights. */
	config() {
		const { name, roster, guard, defaults } = this.#optimizer;
		const where = `${name}.getConfig`;
		const [{ settings }, ...more] = roster.groups;
		const options = more.length > 0 ? defaults : {
			...settings.options,
			...settings.common
		};
		for (const group of more) saveOptions(group.settings.options, (option) => unsaved(where, option));
		return saveOptions({
			...options,
			...guard
		}, (option) => unsaved(where, option));
	}
	/** Frees what {@link getWeights} made. */
	dispose() {
		if (this.#lent.length === 0) return;
		for (const tensor of this.#lent) tensor.dispose();
		this.#lent = [];
	}
};
function unsaved(where, option) {
	throw new OptionError(`${where}: got ${option} without a config, expected what can be saved, such as cosine(…) or l1(…). Make a schedule of your own with defineSchedule, give a penalty a config and register it, or save the model with includeOptimizer: false and stateDict() beside it.`);
}
/** State that the parameters of each part are going to share. */
function sharedSlots({ groups }, roster) {
	const now = roster.groups.map(({ part, settings }) => [part, settings]);
	const next = groups.flatMap(({ part, settings }) => settings ? [[part, settings]] : []);
	const settings = new Map([...now.reverse(), ...next.reverse()]);
	return new Map([...settings].map(([part, one]) => [part, one.sharedSlots()]));
}
/** A group of an open optimizer that goes on from a saved one. */
function groupOf({ part, step, settings, placements }, waiting) {
	return {
		part,
		parameters: placements.map(({ parameter }) => parameter),
		waiting,
		step,
		settings,
		current: void 0
	};
}
/** Lets a group go on from a saved one. */
function goOn({ home, settings, step }) {
	if (home === void 0 || settings === void 0) return;
	home.settings = settings;
	home.step = step;
}
/** Where parameters were saved. Where there is more or less of them now, they stay where they are. */
function positionsOf(plan, roster) {
	const placed = plan.groups.flatMap(({ placements }) => placements);
	const isWhole = placed.length === roster.parameters.length && plan.unexpected.length === 0;
	if (!roster.isOpen && !isWhole) return /* @__PURE__ */ new Map();
	return new Map(placed.map(({ parameter, saved }) => [parameter, saved.index]));
}
// packages/core/src/optimizer/state/waiting.ts
/**
* Gives parameters that an open optimizer meets the state that was loaded for them.
*
* @returns The parameters that there is none for.
* @throws {@link StateError} when it does not fit; then nothing has changed.
*/
function claim(roster, arrivals) {
	if (arrivals.length === 0 || !roster.hasWaiting) return arrivals;
	const claims = claimBy(pairUp, roster, arrivals);
	if (claims.length === 0 && roster.parameters.length === 0) {
		const waiting = roster.groups.flatMap((group) => group.waiting);
		throw new StateError(`${roster.name}.step: got state for ${namesAndShapes(waiting)}, expected state for ${namesAndShapes(arrivals)}. Load the state into the model it was saved from.`);
	}
	roster.admit(claims);
	const claimed = new Set(claims.map(({ parameter }) => parameter));
	return arrivals.filter((one) => !claimed.has(one));
}
/** Gives variables of this process the state that waits for their names. */
function claimByName(roster) {
	if (!roster.hasWaiting) return;
	const all = Object.values(engine().registeredVariables);
	const known = roster.meetAll(all.filter(({ dtype }) => dtype === "float32"));
	roster.admit(claimBy(pairByName, roster, known));
}
function claimBy(pair, roster, arrivals) {
	const where = `${roster.name}.step`;
	const homes = /* @__PURE__ */ new Map();
	for (const group of roster.groups) for (const one of group.waiting) homes.set(one, group);
	const { pairs } = pair(where, [...homes.keys()], arrivals);
	const placements = pairs.map(([saved, parameter]) => {
		const { settings } = homes.get(saved);
		return {
			saved,
			parameter,
			settings
		};
	});
	for (const placement of placements) {
		const problem = problemOf(placement);
		if (problem === void 0) continue;
		throw new StateError(`${where}: ${problem}. Load the state into the model it was saved from.`);
	}
	copyInto(placements)();
	return pairs.map(([saved, parameter]) => {
		const group = homes.get(saved);
		group.waiting = group.waiting.filter((one) => one !== saved);
		dispose(saved.slots);
		parameter.index = saved.index;
		return {
			parameter,
			group
		};
	});
}
// packages/core/src/sparse/sparse-gradient.ts
/** Whether a gradient has some rows only. */
var isSparse = (gradient) => !(gradient instanceof Tensor) && typeof gradient === "object" && "indices" in gradient && "values" in gradient;
// packages/core/src/optimizer/gradients/gradient.ts
/** @throws {@link TensorError} when what was given are no gradients by name. */
function checkGradients(where, gradients) {
	if (Array.isArray(gradients)) {
		for (const one of gradients) if (!isNamed(one)) throw unnamed(where, one);
	} else if (typeof gradients !== "object" || gradients === null || gradients instanceof Tensor) throw unnamed(where, gradients);
}
var isNamed = (one) => typeof one === "object" && one !== null && "name" in one && typeof one.name === "string";
var unnamed = (where, given) => new TensorError(`${where}: got ${describe$1(given)}, expected gradients by the names of variables, or a list of { name, tensor }.`);
/**
* @param rows Of a rule that takes sparse gradients.
* @throws {@link TensorError} when a gradient does not fit its parameter.
*/
function checkGradient(where, { name, variable }, gradient, rows) {
	const fail = (got, expected) => {
		throw new TensorError(`${where}: got ${got}, expected ${expected}`);
	};
	const sparse = isSparse(gradient);
	const parts = sparse ? [gradient.indices, gradient.values] : [gradient];
	for (const part of parts) {
		if (part instanceof Tensor && !part.isDisposed) continue;
		fail(`${part instanceof Tensor ? "a disposed tensor" : describe$1(part)} as the gradient of "${name}"`, "a tensor in use.");
	}
	if (variable.isDisposed) fail(`a gradient for the disposed variable "${name}"`, "one that is in use.");
	if (sparse) {
		rows?.check(where, name, variable, gradient);
		if (rows !== void 0) return;
		fail(`a sparse gradient for "${name}"`, "a tensor of its shape. Take SparseAdam, or another rule that is rowwise.");
	} else if (gradient.shape.join() !== variable.shape.join()) fail(`a gradient [${gradient.shape}] for "${name}" [${variable.shape}]`, "equal shapes. Pass the gradient as it was computed.");
	else if (gradient.dtype !== "float32") fail(`a gradient of dtype ${gradient.dtype} for "${name}"`, "float32.");
}
// packages/core/src/optimizer/gradients/gradient-norm.ts
/** The norm of the gradients of the last step, on the device until it is asked for. */
var GradientNorm = class {
	#power = 2;
	/** The total that it is computed from. */
	#total;
	/** Keeps the norm among the totals of a step, if there is one, and disposes of the others. */
	keep(totals) {
		this.dispose();
		for (const { gradientNorm, value } of totals) if (gradientNorm === void 0 || this.#total !== void 0) value.dispose();
		else {
			this.#total = value;
			this.#power = gradientNorm;
		}
	}
	/** The norm; `undefined` where none was kept. */
	async read() {
		if (this.#total === void 0) return void 0;
		const power = this.#power;
		const [total = NaN] = await this.#total.data();
		return power === "infinity" ? total : total ** (1 / power);
	}
	dispose() {
		this.#total?.dispose();
		this.#total = void 0;
	}
};
// packages/core/src/optimizer/gradients/verdict.ts
/** Tells whether a step was refused, at once where that is known. */
function whenKnown(verdict, hear) {
	if (verdict === "admitted") hear(false);
	else verdict.whenKnown(hear);
}
// packages/core/src/optimizer/groups/matching.ts
/**
* The parameter of each gradient, which has it until {@link release}. Variables that an open group does not know
* yet get a parameter here, and are taken in once the step is certain to go on.
*
* @throws {@link TensorError} when a gradient fits no parameter; nothing changes either way.
*/
function match(roster, gradients) {
	const parameters = [];
	const added = [];
	try {
		if (Array.isArray(gradients)) for (const { name, tensor } of gradients) matchOne(roster, name, tensor, parameters, added);
		else for (const name in gradients) matchOne(roster, name, gradients[name], parameters, added);
	} catch (error) {
		release(parameters);
		throw error;
	}
	return {
		parameters,
		added
	};
}
function matchOne(roster, name, grad, parameters, added) {
	const where = `${roster.name}.step`;
	let parameter = roster.find(name);
	if (parameter === void 0) {
		parameter = added.find(({ variable }) => variable.name === name);
		if (parameter === void 0) {
			parameter = roster.meet(where, name);
			added.push(parameter);
		}
	}
	if (grad == null) return;
	if (parameter.grad !== void 0) throw new TensorError(`${where}: got two gradients for "${parameter.name}", expected one.`);
	checkGradient(where, parameter, grad, parameter.group.settings.surroundings.rows);
	parameter.grad = grad;
	parameters.push(parameter);
}
/** Takes the gradients of a step from their parameters again. */
function release(parameters) {
	for (const parameter of parameters) {
		parameter.grad = void 0;
		parameter.namedRows = void 0;
	}
}
// packages/core/src/optimizer/state/check-shared.ts
/** The name by which state is saved that all parameters of a part share: of the first part its own. */
var sharedName = (part, slot) => part === 0 ? slot : `${part}.${slot}`;
/**
* Fails unless saved tensors are for each part those of the slots that its parameters share, or none.
* @throws {@link StateError}
*/
function checkShared(where, saved, slotsOf) {
	const given = Object.keys(saved);
	const wanted = [...slotsOf].map(([part, slots]) => slots.map(({ name }) => sharedName(part, name)));
	const isWhole = (names) => names.every((name) => given.includes(name)) || !names.some((name) => given.includes(name));
	const fits = wanted.every(isWhole) && given.every((name) => wanted.flat().includes(name));
	const bad = Object.values(saved).find(({ rank, dtype }) => rank > 0 || dtype !== "float32");
	if (fits && bad === void 0) return;
	throw new StateError(`${where}: got ${bad ? `${bad.dtype} [${bad.shape}]` : given.map((name) => `"${name}"`)} for all parameters together, expected ${wanted.flat().join(", ") || "nothing"}, one float32 number each.`);
}
// packages/core/src/optimizer/step/accumulation.ts
/** How many micro-batches there were since the last step, and what they wait for. */
var Accumulation = class {
	#size;
	/** Micro-batches whose gradients wait. */
	count = 0;
	/** @param size Micro-batches of a step. */
	constructor(size) {
		this.#size = size;
	}
	/** Whether the next micro-batch completes a step. */
	get isComplete() {
		return this.count + 1 >= this.#size;
	}
	/**
	* Fails unless saved micro-batches can wait for a step here.
	* @throws {@link StateError}
	*/
	check(where, count) {
		if (count < this.#size) return;
		throw new StateError(`${where}: got ${count} micro-batches that wait for a step, expected fewer than ${this.#size}. Make the optimizer with the option \`accumulate\` it was saved with.`);
	}
	/** Counts a micro-batch that waits. @returns How to take that back. */
	add(parameters) {
		const added = parameters.filter(({ waits }) => !waits);
		for (const parameter of added) parameter.waits = true;
		this.count++;
		return () => {
			for (const parameter of added) parameter.waits = false;
			this.count--;
		};
	}
	/** Counts the step that a micro-batch completes. @returns How to take that back. */
	complete(parameters) {
		const { count } = this;
		if (count === 0) return () => {};
		const waiting = parameters.filter(({ waits }) => waits);
		for (const parameter of waiting) parameter.waits = false;
		this.count = 0;
		return () => {
			for (const parameter of waiting) parameter.waits = true;
			this.count += count;
		};
	}
	/**
	* Parameters whose gradients wait and that have none in the last micro-batch of a step: they move too, with a
	* gradient of zeros, which the caller disposes of.
	*/
	missing(groups) {
		if (this.count === 0) return [];
		const missing = groups.flatMap(({ parameters }) => parameters.filter(({ waits, grad }) => waits && grad === void 0));
		for (const parameter of missing) parameter.grad = zerosLike(parameter.variable);
		return missing;
	}
};
// packages/core/src/optimizer/step/bound-step.ts
/**
* The program of a step bound to one parameter and its state, once. A step gives it the gradient and the numbers,
* and creates nothing else.
*/
var BoundStep = class {
	parameter;
	compiled;
	/** The numbers of the step that is under way. */
	numbers;
	#epoch = -1;
	#index;
	/** Writes the parameter and its state. */
	#final;
	constructor(parameter, compiled) {
		this.parameter = parameter;
		this.#index = parameter.index;
		this.compiled = compiled;
		const { owned, stages } = compiled;
		const { program } = stages.stages.at(-1);
		this.#final = this.bindProgram(program, {
			owned,
			replaced: ["param"]
		});
	}
	/** A program bound to what stays of the parameter, by default over its elements. */
	bindProgram(program, setting) {
		const { index, variable } = this.parameter;
		const scalars = {
			[elementCount]: variable.size,
			[parameterIndex]: index
		};
		return bindProgram(program, {
			shape: variable.shape,
			scalars,
			...setting
		});
	}
	/** Whether this is how a parameter is stepped now, on the state that it has. */
	fits(compiled) {
		if (this.compiled !== compiled || this.#index !== this.parameter.index) return false;
		if (this.#epoch === this.parameter.epoch) return true;
		const isThere = ({ name, kind }) => kind === "shared" || this.parameter.has(name);
		if (!compiled.slots.every(isThere)) return false;
		this.bindState();
		return true;
	}
	/** Binds the parameter and the state that it has. */
	bindState() {
		const { slots, epoch, variable } = this.parameter;
		this.set("param", variable);
		this.setAll(slots);
		this.#epoch = epoch;
	}
	/** Position of its rule among those of the optimizer. */
	get part() {
		return this.parameter.group.part;
	}
	/** Number of programs that run one after the other, each for all parameters where totals are asked for. */
	get stageCount() {
		return 1;
	}
	/** Gives the step its gradient and what all parameters share. */
	begin(others) {
		const { grad } = this.parameter;
		if (grad !== void 0) this.set("grad", grad);
		this.setAll(others);
	}
	/** Takes the whole step, of a rule that asks nothing of other parameters. */
	takeAlone() {
		this.finish({});
	}
	/** Runs a stage that is not the last, and returns this parameter's parts of totals. */
	run(_stage, _totals) {
		return [];
	}
	/** Runs the last stage, which moves the parameter and its state. */
	finish(_totals) {
		this.take(this.#final.run(this.scalars));
	}
	get scalars() {
		return this.numbers.scalars;
	}
	set(name, tensor) {
		this.#final.set(name, tensor);
	}
	setAll(values) {
		for (const name in values) this.set(name, values[name]);
	}
	/** Most adapters write everything in place, and then there is nothing to take over. */
	take(made) {
		for (const name in made) {
			const taken = this.parameter.take(name, made[name]);
			if (taken !== void 0) this.set(name, taken);
		}
		this.#epoch = this.parameter.epoch;
	}
};
// packages/core/src/optimizer/step/step-staging.ts
/** What runs a compiled step; `undefined` for one program. */
var stagingOf = ({ stages }) => stages.staging;
// packages/core/src/optimizer/step/bindings.ts
/** The bound step of each parameter: made at its first step, and anew where its programs or its state are others. */
var Bindings = class {
	#shared;
	/** Of steps, and of further updates by their names. */
	#bound = /* @__PURE__ */ new Map();
	/** @param shared The state that all parameters share, once a rule has any. */
	constructor(shared) {
		this.#shared = shared;
	}
	/** The bound steps of a prepared step, with its numbers. State that is missing is made. */
	bind({ parameters, compiled, numbers }, further) {
		const known = this.#known(further);
		const bound = [];
		let isBound = true;
		for (let i = 0; i < parameters.length; i++) {
			const one = known.get(parameters[i]);
			if (one?.fits(compiled[i])) bound[i] = one;
			else isBound = false;
		}
		if (!isBound) this.#bindMissing(parameters, compiled, known, bound);
		for (let i = 0; i < bound.length; i++) bound[i].numbers = numbers[i];
		return bound;
	}
	#known(further) {
		let known = this.#bound.get(further);
		if (known === void 0) {
			known = /* @__PURE__ */ new WeakMap();
			this.#bound.set(further, known);
		}
		return known;
	}
	#bindMissing(parameters, compiled, known, bound) {
		const missing = parameters.flatMap((parameter, i) => bound[i] ? [] : [{
			parameter,
			i
		}]);
		const beginnings = missing.map(({ parameter, i }) => ({
			parameter,
			slots: compiled[i].slots,
			options: parameter.group.current.values
		}));
		beginState(beginnings);
		missing.forEach(({ parameter, i }, k) => {
			const step = compiled[i];
			const { slots, options } = beginnings[k];
			const staging = stagingOf(step);
			if (staging && step.shared.length > 0) this.#shared(staging).begin(parameter.group.part, slots, options);
			const one = staging?.bind(parameter, step) ?? new BoundStep(parameter, step);
			one.bindState();
			known.set(parameter, one);
			bound[i] = one;
		});
	}
};
// packages/core/src/optimizer/step/counted-groups.ts
/** Counts a step for each group whose parameters have moved. */
function countedGroups(parameters) {
	const counted = [];
	for (const { group } of parameters) {
		if (group.current === void 0) continue;
		group.current = void 0;
		group.step++;
		counted.push(group);
	}
	return counted;
}
// packages/core/src/optimizer/step/prepare.ts
/**
* Finds the programs of each parameter and computes its numbers. Changes nothing.
* @param further Name of a further update in the place of the step.
*/
function prepare(parameters, verdict, further) {
	const hold = verdict === "admitted" ? void 0 : verdict.hold;
	const compiled = [];
	const numbers = [];
	for (const { group, variable, t, memory } of parameters) {
		const { surroundings, structure } = group.settings;
		const own = surroundings.ruleFor(variable);
		const rule = further === void 0 ? own : own.further(further);
		compiled.push(rule.stepFor(structure, variable.shape, hold));
		const next = further === void 0 ? t + 1 : t;
		numbers.push(rule.numbersAt(group.current, next, memory));
	}
	return {
		verdict,
		parameters,
		compiled,
		numbers
	};
}
/** Whether gradients are read. */
var readsGradients = ({ compiled }) => compiled.some(({ stages }) => stages.stages.some(({ program, calls }) => program.tensors.includes("grad") || calls.some(({ args }) => args.includes("grad"))));
// packages/core/src/optimizer/step/take-step.ts
/**
* Moves parameters. Nothing is read back.
*
* @param broadcasts 0-D tensors that rules read.
* @param shared State that all parameters share, if there is any. It is updated, and new tensors in it are kept.
* @returns The totals. The caller disposes of them.
*/
function takeStep(movers, broadcasts, shared) {
	for (const bound of movers) {
		bound.begin(broadcasts);
		if (shared && bound.compiled.shared.length > 0) bound.begin(shared.of(bound.part));
	}
	const asking = movers.find(({ compiled }) => compiled.asksOthers);
	const staging = asking && stagingOf(asking.compiled);
	if (staging !== void 0) return staging.takeTogether(movers, broadcasts, shared);
	for (const bound of movers) bound.takeAlone();
	return [];
}
// packages/core/src/optimizer/step/stepping.ts
/** The steps of an optimizer: what one changes, and how it is undone where a device refuses it late. */
var Stepping = class {
	norm = new GradientNorm();
	#name;
	#guard;
	#roster;
	#watch;
	#accumulation;
	#bindings = new Bindings((staging) => this.#sharedBy(staging));
	/** State that all parameters share, once a rule has any. */
	#shared;
	#count;
	/** @param count Is called with 1 at each step, and with −1 when it is undone. */
	constructor(name, guard, roster, count) {
		this.#name = name;
		this.#guard = guard;
		this.#roster = roster;
		this.#watch = guard.nonFinite?.watch(name);
		this.#accumulation = new Accumulation(guard.accumulate);
		this.#count = count;
	}
	/** Takes a step, or lets the gradients of a micro-batch wait for it. */
	apply(gradients, lookups) {
		checkDevice();
		checkGradients(`${this.#name}.applyGradients`, gradients);
		const settle = takeChanges();
		try {
			this.#apply(gradients, lookups, settle);
		} catch (error) {
			settle(true);
			throw error;
		}
	}
	/** @param settle Ends what the forward pass has changed, once it is known whether the step was refused. */
	#apply(gradients, lookups, settle) {
		const matched = this.#match(gradients);
		const { parameters } = matched;
		if (parameters.length === 0) {
			settle(false);
			return;
		}
		const isStep = this.#accumulation.isComplete;
		const missing = isStep ? this.#accumulation.missing(this.#roster.groups) : [];
		const zeros = missing.map(({ grad }) => grad);
		parameters.push(...missing);
		const take = () => isStep ? this.#step(matched, settle) : this.#accumulate(matched, settle);
		try {
			this.#withRows(parameters, lookups, take);
		} finally {
			release(parameters);
			dispose(zeros);
		}
	}
	/** Takes a step by the mean of the gradients that wait, if any do. */
	flush() {
		const { count } = this.#accumulation;
		if (count === 0) return;
		const parameters = this.#accumulation.missing(this.#roster.groups);
		const zeros = parameters.map(({ grad }) => grad);
		try {
			this.#withRows(parameters, void 0, () => this.#step({
				parameters,
				added: []
			}, () => {}, count));
		} finally {
			release(parameters);
			dispose(zeros);
		}
	}
	/** Makes a further update of the rule, by its name. */
	update(name, gradients) {
		checkDevice();
		const where = `${this.#name}.${name}`;
		if (gradients !== void 0) checkGradients(where, gradients);
		for (const { settings } of this.#roster.groups) settings.checkFurther(name);
		const matched = gradients === void 0 ? this.#all(where) : this.#match(gradients);
		const { parameters } = matched;
		const update = () => {
			const prepared = this.#prepare(matched, name);
			if (prepared === void 0) return;
			if (gradients === void 0 && readsGradients(prepared)) throw new TensorError(`${where}: got no gradients, expected one for each parameter.`);
			this.#run(prepared, name);
		};
		try {
			this.#withRows(parameters, void 0, update);
		} finally {
			release(parameters);
		}
	}
	/** The parameter of each gradient. Those that loaded state waits for are taken in. */
	#match(gradients) {
		const { parameters, added } = match(this.#roster, gradients);
		if (added.length === 0) return {
			parameters,
			added
		};
		try {
			const strangers = claim(this.#roster, added);
			this.#roster.checkAdded(strangers);
			return {
				parameters,
				added: strangers
			};
		} catch (error) {
			release(parameters);
			throw error;
		}
	}
	/** Sparse gradients as tensors, with the rows that are named, for as long as `use` runs. */
	#withRows(parameters, lookups, use) {
		if (this.#roster.rows === void 0) {
			use();
			return;
		}
		tidy(() => {
			for (const one of parameters) one.group.settings.surroundings.rows?.name(one, lookups);
			use();
		});
	}
	/** @param microBatches Those whose gradients are added up, where they are fewer than `accumulate`. */
	#step(matched, settle, microBatches) {
		const { parameters, added } = matched;
		const prepared = this.#prepare(matched, void 0, microBatches);
		if (prepared === void 0) {
			settle(true);
			return;
		}
		const { verdict, numbers } = prepared;
		const before = verdict === "admitted" ? [] : parameters.map((one) => one.before);
		this.norm.keep(this.#run(prepared));
		parameters.forEach((parameter, i) => {
			parameter.count(numbers[i].memory);
		});
		const groups = countedGroups(parameters);
		this.#count(1);
		const waitAgain = this.#accumulation.complete(parameters);
		whenKnown(verdict, (refused) => {
			settle(refused);
			if (refused) {
				waitAgain();
				parameters.forEach((parameter, i) => {
					parameter.takeBack(before[i]);
				});
				for (const group of groups) group.step--;
				this.#count(-1);
				this.#leave(added);
			}
			this.#guard.lossScaler?.update(refused);
		});
	}
	/** Adds the gradients of a micro-batch to those that wait for the step. */
	#accumulate(matched, settle) {
		const { parameters, added } = matched;
		const prepared = this.#prepare(matched, accumulate);
		if (prepared === void 0) {
			settle(true);
			return;
		}
		for (const { value } of this.#run(prepared, accumulate)) value.dispose();
		const forget = this.#accumulation.add(parameters);
		whenKnown(prepared.verdict, (refused) => {
			settle(refused);
			if (!refused) return;
			forget();
			this.#leave(added);
			this.#guard.lossScaler?.update(true);
		});
	}
	/** All that stands before a change; `undefined` where there is none to make, or gradients refuse it. */
	#prepare({ parameters, added }, further, microBatches) {
		if (parameters.length === 0) return void 0;
		const isOfLast = further !== void 0 && further !== "accumulate";
		for (const { group } of parameters) group.current = void 0;
		for (const { group } of parameters) group.current ??= group.settings.valuesAt(Math.max(0, group.step - (isOfLast ? 1 : 0)), microBatches);
		const verdict = this.#watch?.judge(parameters) ?? "admitted";
		if (verdict === "refused") {
			this.#guard.lossScaler?.update(true);
			return;
		}
		this.#roster.enter(added);
		return prepare(parameters, verdict, further);
	}
	#run(prepared, further) {
		const { verdict } = prepared;
		return takeStep(this.#bindings.bind(prepared, further), verdict === "admitted" ? {} : { refusal: verdict.refusal }, this.#shared);
	}
	/** All parameters that have state, for what needs no gradients. */
	#all(where) {
		claimByName(this.#roster);
		if (this.#roster.hasWaiting) throw new StateError(`${where}: got state for ${this.#roster.groups.flatMap((group) => group.waiting.map(({ name }) => `"${name}"`)).join(", ")}, expected variables of these names. Take a step first, or make the optimizer with its parameters before loading.`);
		return {
			parameters: [...this.#roster.withState],
			added: []
		};
	}
	/** Lets go what a refused step has taken in. */
	#leave(added) {
		this.#roster.leave(added);
		if (this.#roster.withState.length === 0) this.#shared?.dispose();
	}
	#sharedBy(staging) {
		this.#shared ??= staging.share();
		return this.#shared;
	}
	/** Waits for the answers of the device. */
	async settled() {
		await this.#watch?.settled();
	}
	/** What is saved beside the groups. */
	get state() {
		return {
			accumulated: this.#accumulation.count,
			shared: this.#shared?.tensors ?? {}
		};
	}
	/**
	* What goes on from saved state beside the groups.
	* @param slots State that the parameters of each part are going to share.
	* @throws {@link StateError} when it does not fit; then nothing has changed.
	*/
	resume(where, { accumulated = 0, shared }, slots) {
		this.#accumulation.check(where, accumulated);
		checkShared(where, shared, slots);
		const sharing = [...slots.values()].flat().find((slot) => slot.staging);
		return () => {
			(sharing ? this.#sharedBy(sharing.staging) : this.#shared)?.restore(shared);
			this.#accumulation.count = accumulated;
			this.#watch?.forget();
		};
	}
	dispose() {
		this.#accumulation.count = 0;
		this.#shared?.dispose();
		this.#watch?.forget();
		this.norm.dispose();
	}
};
// packages/core/src/optimizer/optimizer.ts
/**
* Moves parameters by a rule: all that optimizers share. Made by a subclass such as `AdamW`, or
* with a rule of one's own.
*
* It is a `tf.Optimizer`: `minimize`, `applyGradients`, `LayersModel.compile` and saving a model
* with its optimizer work as with those of TensorFlow.js. State is kept by the name of the
* parameter. A parameter without gradient does not move, and its step is not counted.
*
* @example
* ```ts
* const descend = defineTransform({
*   name: 'Descend',
*   defaults: { learningRate: 0.1 },
*   scalars: ({ learningRate }) => ({ learningRate }),
*   update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) }),
* });
* const optimizer = new Optimizer(descend, [w], { learningRate: 0.5 });
* ```
*/
var Optimizer$1 = class Optimizer$1 extends SavedOptimizer {
	/** Name under which TensorFlow.js saves and restores the class. */
	static get className() {
		return "NadirOptimizer";
	}
	/** Slots that go on from the weights of an optimizer of TensorFlow.js, by its names of them. */
	static tfjsSlots = {};
	/** The name of the rule, or of an optimizer with several. */
	#name;
	#guard;
	#defaults;
	#roster;
	#stepping;
	saving;
	#mode;
	/** What the loss of a step that is under way has looked up. */
	#lookups;
	constructor(rule, parameters, options) {
		super();
		if (new.target !== Optimizer$1) registerClass(new.target);
		const name = rule.name;
		this.#name = name;
		this.iterations_ = 0;
		const sorted = sortParameters(name, parameters, options);
		const { accumulate, clip, lossScaler, nonFinite, sharpnessAware, ...defaults } = sorted.options;
		const guard = {
			accumulate,
			clip,
			lossScaler,
			nonFinite,
			sharpnessAware
		};
		this.#guard = checkGuard(name, guard);
		this.#defaults = defaults;
		this.#mode = new ModeWarning(name, sorted.isTraining);
		this.#roster = new Roster("parts" in rule ? rule : onePart(rule), this.#guard);
		this.#stepping = new Stepping(name, this.#guard, this.#roster, (by) => {
			this.iterations_ += by;
		});
		this.saving = new Saving({
			name,
			defaults,
			guard: this.#guard,
			tfjsSlots: new.target.tfjsSlots,
			roster: this.#roster,
			stepping: this.#stepping
		});
		offerPattern(this, {
			name,
			roster: this.#roster,
			guard: this.#guard
		});
		if (sorted.groups === void 0) this.#roster.addOpenGroups(defaults);
		else for (const group of sorted.groups) this.addGroup(group);
	}
	/** The groups in their order. */
	get groups() {
		return this.#roster.views;
	}
	/**
	* Adds parameters, with options of their own where they differ from the optimizer's.
	*
	* @throws {@link OptionError} when an option is out of range or a parameter is in a group already.
	*/
	addGroup(group) {
		checkOptions$1(`${this.#name}.addGroup`, group);
		const { parameters, ...options } = group;
		const added = namedVariables(this.#name, parameters);
		this.#roster.addGroup({
			...this.#defaults,
			...options
		}, added);
	}
	/** The learning rate of the first group, a schedule as it was given; `undefined` where the rule has none. */
	get learningRate() {
		return this.#roster.groups[0]?.settings.options.learningRate;
	}
	/** Sets the learning rate of all groups, from the next step on: {@link setOptions}. */
	set learningRate(value) {
		this.setOptions({ learningRate: value });
	}
	/** As in `tf.train.sgd`: sets {@link learningRate}. */
	setLearningRate(value) {
		this.learningRate = value;
	}
	/**
	* Changes options of one group, or of all, from the next step on. State is kept.
	*
	* @param group Position of the group. Default: all.
	* @throws {@link OptionError} when one is out of range, or changes which matrices or bytes are kept of a parameter
	* that has state; then nothing has changed.
	*/
	setOptions(options, group) {
		this.#roster.setOptions(options, group);
	}
	/**
	* Computes the loss and its gradients, moves the parameters and returns the loss.
	*
	* @param loss Computes a scalar from the parameters. Called once, with `sharpnessAware` twice.
	*/
	step(loss) {
		this.#mode.warnOnce();
		return this.minimize(loss, true);
	}
	/** The variables that gradients are taken of: the parameters, or all there are for an open optimizer. */
	get variables() {
		const all = Object.values(engine().registeredVariables);
		return this.#roster.variables() ?? all.filter(({ trainable }) => trainable);
	}
	/** As in `tf.Optimizer`, but of this optimizer's own parameters where no list is given. */
	minimize(f, returnCost, varList) {
		checkDevice();
		checkLoss(`${this.#name}.step`, f);
		const apply = (grads) => this.applyGradients(grads);
		const plain = () => applyAndFree(this.computeGradients(f, varList), apply, returnCost);
		const minimize = () => this.#guard.nonFinite ? recordingChanges(plain) : plain();
		const { rows } = this.#roster;
		if (rows === void 0) return minimize();
		const outer = this.#lookups;
		return rows.remembering((lookups) => {
			this.#lookups = lookups;
			try {
				return minimize();
			} finally {
				this.#lookups = outer;
			}
		});
	}
	/**
	* As in `tf.Optimizer`, but of this optimizer's own parameters where no list is given. With a
	* `lossScaler` the gradients are those of the scaled loss, as {@link applyGradients} expects them, and
	* the value is the loss itself. With `sharpnessAware`, the loss is computed twice, and the gradients are
	* those near by.
	*/
	computeGradients(f, varList) {
		checkDevice();
		checkLoss(`${this.#name}.computeGradients`, f);
		if (varList !== void 0) claim(this.#roster, this.#roster.meetAll(varList));
		const { lossScaler, sharpnessAware } = this.#guard;
		const plain = (loss) => this.plainGradients(loss, varList);
		const compute = () => lossScaler?.gradients(f, plain) ?? plain(f);
		const climbs = (variable) => this.#roster.climbs(variable);
		return sharpnessAware?.gradients(compute, climbs) ?? compute();
	}
	/** Gradients of a loss itself, not scaled, and where the parameters are, not near by. */
	plainGradients(f, varList) {
		return tidyGradients(() => super.computeGradients(f, varList ?? this.#roster.variables()));
	}
	/**
	* Moves every parameter that has a gradient, by the name of its variable. A rule that is rowwise, such as
	* that of {@link SparseAdam}, also takes {@link SparseGradient}s.
	*
	* @throws {@link TensorError} when a gradient belongs to no parameter, has another shape or dtype,
	* or is not finite with `nonFinite: throwError`, and {@link OptionError} when a schedule leaves the
	* range of its option. Then nothing has changed.
	*/
	applyGradients(gradients) {
		this.saving.dispose();
		this.#stepping.apply(gradients, this.#lookups);
	}
	/**
	* Takes a step by the mean of the gradients that wait where `accumulate` has not been reached, as at the end of an epoch.
	* Without any that wait, nothing happens.
	*/
	flush() {
		checkDevice();
		this.#stepping.flush();
	}
	/**
	* Makes one of the updates that a rule has beside its step, such as that of Sophia's Hessian. Nothing
	* is counted, and the numbers of the last step are used. Gradients are taken as they are: neither
	* clipped nor negated, not divided by the factor of a `lossScaler`, and without those of penalties.
	*
	* @param name Name of the update in `rule.further`.
	* @param gradients One for each parameter that is updated. Left out, where none is needed: all
	* parameters that have state.
	* @throws {@link ProgramError} when the rule has no such update, and {@link StateError} when there are no
	* gradients and loaded state waits for its parameters; otherwise as {@link applyGradients}.
	*/
	update(name, gradients) {
		this.#stepping.update(name, gradients);
	}
	/**
	* Waits until the host knows what the device has made of all steps so far. There is something to
	* wait for only with `nonFinite: throwError` or `skipStep` on WebGPU, where counts of a step that was
	* refused are taken back when the answer arrives. Call it before {@link stateDict} there.
	*
	* @throws {@link TensorError} when a gradient was not finite and that is to be told.
	*/
	settled() {
		return this.#stepping.settled();
	}
	/**
	* The norm over all gradients of the last step, before they were clipped, of the type that `clip` asks
	* for; `undefined` without `clip: clipByGlobalNorm(…)`. `clip: clipByGlobalNorm(Infinity)` measures without
	* clipping. Reading it waits for the device, stepping does not.
	*/
	gradientNorm() {
		return this.#stepping.norm.read();
	}
	/** Frees the state. Parameters stay. */
	dispose() {
		this.saving.dispose();
		this.#roster.dispose();
		this.#stepping.dispose();
	}
};
// packages/core/src/optimizer/rule-optimizer.ts
/**
* The base of optimizer classes: an {@link Optimizer} whose rule is a static field of its class.
*
* A subclass is made of options alone, as `LayersModel.compile` wants it, and can be saved beside a model.
* @example
* ```ts
* class Descent extends RuleOptimizer<{ learningRate?: Numeric }> {
*   static override readonly rule = chain('Descent', scaleByLearningRate(0.1));
* }
* const optimizer = new Descent(model, { learningRate: 0.5 });
* ```
*/
var RuleOptimizer = class extends Optimizer$1 {
	/** What moves the parameters. */
	static rule = chain("Nothing");
	/** Name under which TensorFlow.js saves and restores the class. */
	static get className() {
		return `Nadir${this.rule.name}`;
	}
	constructor(parameters, options) {
		super(new.target.rule, parameters, options);
	}
};
// packages/core/src/transform/call-groups.ts
/** The calls behind some results, each once. */
function callsAmong(due) {
	const groups = [];
	for (const one of due) {
		const { tensorOp, args, numberNames = [] } = one;
		if (tensorOp === void 0) continue;
		const known = groups.find((group) => group.tensorOp === tensorOp && group.args.every((arg, i) => arg === args[i]) && Object.keys(group.numbers).join() === numberNames.join());
		if (known !== void 0) {
			known.results.push(one);
			continue;
		}
		const count = args.length - numberNames.length;
		const numbers = numberNames.map((name, i) => [name, args[count + i]]);
		groups.push({
			tensorOp,
			args,
			results: [one],
			tensors: args.slice(0, count),
			numbers: Object.fromEntries(numbers)
		});
	}
	return groups;
}
// packages/core/src/transform/crossings.ts
/** Whether a value goes from the stage that gives it to a later one: a number over all elements, the result of a call. */
var crosses = ({ op }) => op === "reduce" || op === "call";
/** Names of what crosses, which no input of a rule can have. */
var CrossingNames = class {
	#names = /* @__PURE__ */ new Map();
	constructor(crossings) {
		const taken = /* @__PURE__ */ new Set();
		for (const [i, one] of crossings.entries()) {
			const wanted = one.total?.name ?? String(i);
			let name = `#${wanted}`;
			for (let again = 2; taken.has(name); again++) name = `#${wanted} ${again}`;
			taken.add(name);
			this.#names.set(one, name);
		}
	}
	of(crossing) {
		return this.#names.get(crossing);
	}
	/** The name under which a value is there without a program: of an input, or of a crossing. */
	find(expr) {
		return expr.op === "tensor" || expr.op === "whole" || expr.op === "broadcast" ? expr.name : this.#names.get(expr);
	}
	/** A crossing as later stages read it. */
	inputOf(crossing) {
		const name = this.of(crossing);
		if (crossing.op === "reduce") return input("broadcast", name);
		return crossing.type === "tensor" ? input("whole", name) : input("tensor", name);
	}
};
// packages/core/src/transform/levels.ts
/**
* Makes equal expressions the same object, and tells on which level of a rule each can be computed.
*
* What is on level 0 needs nothing but inputs. A number over all elements, and the result of an
* operation on whole tensors, is one level above what it is made from: a program has to have run in between.
*/
var Levels = class {
	#byText = /* @__PURE__ */ new Map();
	#shared = /* @__PURE__ */ new Map();
	#ids = /* @__PURE__ */ new Map();
	#levels = /* @__PURE__ */ new Map();
	/** Reductions and results of calls, in the order in which they were met. */
	crossings = [];
	/** The one object for an expression. */
	share(expr) {
		const known = this.#shared.get(expr);
		if (known !== void 0) return known;
		const args = expr.args.map((arg) => this.share(arg));
		const text = JSON.stringify([
			expr.op,
			expr.name,
			Object.is(expr.value, -0) ? "-0" : String(expr.value),
			expr.reduce,
			expr.total?.name,
			expr.tensorOp && this.#idOf(expr.tensorOp),
			expr.numberNames,
			args.map((arg) => this.#idOf(arg))
		]);
		let shared = this.#byText.get(text);
		if (shared === void 0) {
			shared = {
				...expr,
				args
			};
			this.#byText.set(text, shared);
			const below = Math.max(0, ...args.map((arg) => this.levelOf(arg)));
			this.#levels.set(shared, crosses(expr) ? below + 1 : below);
			if (crosses(expr)) this.crossings.push(shared);
		}
		this.#shared.set(expr, shared);
		return shared;
	}
	/** Programs that have to run before an expression can be computed. It must be one that {@link share} gave. */
	levelOf(expr) {
		return this.#levels.get(expr);
	}
	#idOf(thing) {
		let id = this.#ids.get(thing);
		if (id === void 0) {
			id = this.#ids.size;
			this.#ids.set(thing, id);
		}
		return id;
	}
};
// packages/core/src/transform/one-number.ts
/** Throws unless an expression is one number: of inputs that are, and of numbers over all elements. */
function checkOneNumber(where, expr, kind) {
	if (expr.op === "reduce" && (kind === "number" || expr.total !== void 0)) return;
	if (expr.op === "tensor" || expr.op === "call" || expr.op === "bits" || expr.op === "reduce") throw new ProgramError(`${where}: got a value for each element for state of one number, expected ${kind === "shared" ? "a total over all parameters" : "a sum or maximum of them"}.`);
	for (const arg of expr.args) checkOneNumber(where, arg, kind);
}
// packages/core/src/transform/rewrite.ts
/**
* A function that puts other expressions in the place of some of a graph. What several expressions share, they
* share afterwards.
*
* @param replace Gives what takes the place of an expression, or `undefined` where it stays.
*/
function rewriter(replace) {
	const seen = /* @__PURE__ */ new Map();
	const rewrite = (expr) => {
		let result = seen.get(expr);
		if (result === void 0) {
			result = replace(expr) ?? {
				...expr,
				args: expr.args.map(rewrite)
			};
			seen.set(expr, result);
		}
		return result;
	};
	return rewrite;
}
// packages/core/src/transform/divide.ts
/**
* Divides a rule into as few programs as its reductions allow. What an earlier program has computed for each
* element is computed again where a later one needs it: that costs less than writing and reading it.
*
* @throws {@link ProgramError} when the new value of a slot is none of its kind.
*/
function divide(inputs, outputs) {
	const division = new Division(inputs, outputs);
	return {
		stages: [...division.before(), division.last()],
		numbers: division.onNumbers("number"),
		shared: division.onNumbers("shared"),
		tensors: division.matrices()
	};
}
var Division = class {
	#name;
	#slots;
	#levels = new Levels();
	#outputs;
	#names;
	#signature;
	/** How many programs run before the last. */
	#depth;
	constructor(inputs, outputs) {
		const { name, slots, broadcasts, scalars, integers } = inputs;
		const levels = this.#levels;
		this.#name = name;
		this.#slots = slots;
		this.#outputs = Object.entries(outputs).map(([output, expr]) => [output, levels.share(expr)]);
		this.#depth = Math.max(0, ...this.#outputs.map(([, expr]) => levels.levelOf(expr)));
		this.#names = new CrossingNames(levels.crossings);
		const given = (op) => levels.crossings.filter((one) => one.op === op).map((one) => this.#names.of(one));
		const ofKind = (...kinds) => slots.filter(({ kind }) => kinds.includes(kind)).map((slot) => slot.name);
		this.#signature = {
			name,
			tensors: [
				"param",
				"grad",
				...ofKind("elements", "bytes"),
				...given("call")
			],
			broadcasts: [
				...broadcasts,
				...ofKind("number", "shared"),
				...given("reduce")
			],
			scalars: [...scalars, elementCount],
			integers: [...integers, parameterIndex]
		};
	}
	/** The stages that compute what later ones need of all elements, or of whole tensors. */
	before() {
		return Array.from({ length: this.#depth }, (_, level) => this.#stage(level));
	}
	/** The stage that writes the parameter and its state. */
	last() {
		const results = this.#results("elements", "bytes").map(([output, expr]) => [output, this.#at(this.#depth)(expr)]);
		return {
			program: assemble(this.#signature, Object.fromEntries(results)),
			totals: [],
			calls: []
		};
	}
	/** The program that writes state of one number, over tensors of one element. */
	onNumbers(kind) {
		const results = this.#results(kind);
		if (results.length === 0) return void 0;
		const asTensors = rewriter((expr) => {
			if (expr.op === "broadcast") return input("tensor", expr.name);
			return crosses(expr) ? input("tensor", this.#names.of(expr)) : void 0;
		});
		const written = results.map(([output, expr]) => {
			checkOneNumber(this.#name, expr, kind);
			return [output, asTensors(expr)];
		});
		return assemble({
			...this.#signature,
			tensors: this.#signature.broadcasts,
			broadcasts: []
		}, Object.fromEntries(written));
	}
	/** The value that each state tensor of a shape of its own takes. */
	matrices() {
		return Object.fromEntries(this.#results("matrix").map(([output, expr]) => {
			const value = this.#names.find(expr);
			if (value !== void 0) return [output, value];
			throw new ProgramError(`${this.#name}: got no result of a call for a state tensor, expected one.`);
		}));
	}
	#stage(level) {
		const names = this.#names;
		const rewrite = this.#at(level);
		const due = this.#levels.crossings.filter((one) => this.#levels.levelOf(one) === level + 1);
		const results = {};
		for (const one of due) if (one.op === "reduce") results[names.of(one)] = rewrite(one);
		const argument = (arg) => {
			const known = names.find(arg);
			if (known !== void 0) return known;
			const name = `#argument ${Object.keys(results).length}`;
			results[name] = rewrite(arg);
			return name;
		};
		const calls = callsAmong(due).map(({ tensorOp, tensors, numbers, results: made }) => ({
			op: tensorOp,
			args: tensors.map(argument),
			numbers: Object.fromEntries(Object.entries(numbers).map(([told, { name, value }]) => [told, name ?? value])),
			results: Object.fromEntries(made.map((one) => [one.name, names.of(one)]))
		}));
		const totals = due.flatMap((one) => one.reduce === void 0 || one.total === void 0 ? [] : [{
			output: names.of(one),
			reduce: one.reduce,
			total: one.total
		}]);
		return {
			program: assemble(this.#signature, results),
			totals,
			calls
		};
	}
	/** Expressions as a program of a stage has them: what earlier stages have left is an input. */
	#at(level) {
		return rewriter((expr) => crosses(expr) && this.#levels.levelOf(expr) <= level ? this.#names.inputOf(expr) : void 0);
	}
	/** The new values of the parameter, which is `elements`, and of state of some kinds. */
	#results(...kinds) {
		const kindOf = (output) => this.#slots.find(({ name }) => name === output)?.kind ?? "elements";
		return this.#outputs.filter(([output]) => kinds.includes(kindOf(output)));
	}
};
// packages/core/src/optimizer/state/shared.ts
/** State that all parameters of a rule share, 0-D tensors, for each part of an optimizer. */
var SharedState = class {
	#parts = [];
	/** The tensors of one part by slot. */
	of(part) {
		this.#parts[part] ??= {};
		return this.#parts[part];
	}
	/** All of them under the names by which they are saved. */
	get tensors() {
		const named = this.#parts.map((tensors, part) => Object.entries(tensors).map(([slot, tensor]) => [sharedName(part, slot), tensor]));
		return Object.fromEntries(named.flat());
	}
	/** Makes what is missing of the slots of a rule. */
	begin(part, slots, options) {
		const tensors = this.of(part);
		const missing = slots.filter(({ name, kind }) => kind === "shared" && !(name in tensors));
		if (missing.length === 0) return;
		const made = beginSlots(missing, () => options);
		missing.forEach(({ name }, i) => {
			tensors[name] = made[i];
		});
	}
	/** Takes over copies of saved tensors that {@link checkShared} has passed. */
	restore(saved) {
		const copies = makeSlotsWith(Object.values(saved));
		this.dispose();
		Object.keys(saved).forEach((name, i) => {
			const [, part = "0", slot = name] = /^(\d+)\.(.*)$/.exec(name) ?? [];
			this.of(Number(part))[slot] = copies[i];
		});
	}
	dispose() {
		for (const tensor of Object.values(this.tensors)) tensor.dispose();
		this.#parts.length = 0;
	}
};
// packages/core/src/transform/stages.ts
/** The numbers that an operation is told at a step. */
var numbersOf = ({ numbers }, scalars) => Object.fromEntries(Object.entries(numbers).map(([name, one]) => [name, typeof one === "number" ? one : scalars[one]]));
// packages/core/src/transform/touched-rows.ts
/**
* Name of the tensor that tells which rows of a parameter its gradient names: one number for each row,
* other than 0 if it does.
*/
var namedRows = "#namedRows";
// packages/core/src/optimizer/step/staged-step.ts
/** The programs of a step that takes several, and the calls between them, bound to one parameter and its state. */
var StagedStep = class extends BoundStep {
	/** What programs and calls read, by name: the parameter, its state, what all parameters share, the gradient. */
	#values = Object.create(null);
	/** The program of each stage but the last; of one that has no outputs there is none. */
	#stages;
	/** Writes state of one number. */
	#numbers;
	constructor(parameter, compiled) {
		super(parameter, compiled);
		const { stages, numbers } = compiled.stages;
		const { owned } = compiled;
		this.#stages = stages.slice(0, -1).map(({ program }) => program.outputs.length === 0 ? void 0 : this.bindProgram(program, {}));
		this.#numbers = numbers && this.bindProgram(numbers, {
			shape: [],
			owned
		});
	}
	get stageCount() {
		return this.#stages.length + 1;
	}
	begin(others) {
		const { namedRows: rows } = this.parameter;
		if (rows !== void 0) this.set(namedRows, rows);
		super.begin(others);
	}
	takeAlone() {
		if (this.#stages.length === 0) {
			this.finish(none);
			return;
		}
		tidy(() => {
			for (let s = 0; s < this.#stages.length; s++) this.run(s, none);
			this.finish(none);
		});
	}
	run(s, totals) {
		if (s >= this.#stages.length) return [];
		if (s === 0) this.#unpack();
		const { totals: asked, calls } = this.compiled.stages.stages[s];
		this.setAll(totals);
		const made = this.#stages[s]?.run(this.scalars) ?? none;
		this.setAll(made);
		for (const one of calls) this.#call(one);
		return asked.map((one) => ({
			...one,
			share: made[one.output]
		}));
	}
	/** A total stands before this parameter's part of it. */
	finish(totals) {
		if (this.#stages.length === 0) this.#unpack();
		this.setAll(totals);
		const { tensors } = this.compiled.stages;
		const matrices = {};
		for (const slot in tensors) matrices[slot] = clone(this.#values[tensors[slot]]);
		super.finish(totals);
		if (this.#numbers !== void 0) this.take(this.#numbers.run(this.scalars));
		this.take(matrices);
	}
	set(name, tensor) {
		this.#values[name] = tensor;
		for (const stage of this.#stages) stage?.set(name, tensor);
		super.set(name, tensor);
		this.#numbers?.set(name, tensor);
	}
	/** State in bytes as formulas see it: new tensors, freed with the step. */
	#unpack() {
		const { bytes } = this.parameter;
		for (const slot in bytes) this.set(slot, bytes[slot].unpack());
	}
	#call(one) {
		const { op, args, results } = one;
		const inputs = args.map((name) => this.#values[name]);
		const numbers = numbersOf(one, this.scalars);
		const made = tidy(() => op.run(inputs, numbers));
		for (const [result, name] of Object.entries(results)) this.set(name, this.#apart(made[result]));
	}
	/** A result in a buffer that nobody writes: an operation may return what it was given. */
	#apart(result) {
		const { slots } = this.compiled;
		const { variable, slots: state } = this.parameter;
		const written = slots.filter(({ kind }) => kind !== "matrix").map(({ name }) => state[name]);
		return [
			variable,
			this.#values.grad,
			...written
		].some((one) => one?.dataId === result.dataId) ? copyOf(result) : result;
	}
};
var none = {};
// packages/core/src/program/join-in-tree.ts
/** How many numbers one program joins: with its output, as many tensors as every device can bind. */
var most = 6;
/**
* Joins the numbers of all parameters to one: up to six at a time, then their results likewise.
*
* The order decides how a sum is rounded, so programs and the interpreter both join by it.
*/
function joinInTree(parts, join) {
	if (parts.length === 1) return parts[0];
	const joined = [];
	for (let i = 0; i < parts.length; i += most) joined.push(join(parts.slice(i, i + most)));
	return joinInTree(joined, join);
}
// packages/core/src/optimizer/step/total.ts
var programs = /* @__PURE__ */ new Map();
/**
* The sum, or maximum, of 0-D tensors, which stays on the device: for instance of what reductions gave
* for each parameter. It is computed in float32 on every backend, also where ordinary ops have 16 bits.
*
* The caller disposes of it and, in a surrounding `tidy`, of what was made on the way.
*/
var totalOf = (parts, reduce) => joinInTree(parts, (some) => join(some, reduce));
function join(parts, reduce) {
	if (parts.length === 1) return parts[0];
	const key = `${reduce} ${parts.length}`;
	let program = programs.get(key);
	if (program === void 0) {
		const tensors = parts.map((_, i) => `part${i}`);
		const pair = reduce === "sum" ? add$1 : (a, b) => max$1(a, b);
		program = trace({
			name: "total",
			tensors
		}, (inputs) => ({ total: tensors.map((name) => inputs[name]).reduce((a, b) => pair(a, b)) }));
		programs.set(key, program);
	}
	const tensors = Object.fromEntries(parts.map((part, i) => [`part${i}`, part]));
	return execute(program, { tensors }).total;
}
// packages/core/src/optimizer/step/totals.ts
/**
* The totals of a step, in the making: each over the parameters that one rule moves, or over all of them.
*/
var Totals = class {
	#made = [];
	#shares = [];
	/** Takes one parameter's shares. */
	add(part, shares) {
		for (const { share, ...of } of shares) {
			const over = of.total.overAllRules ? void 0 : part;
			let found = this.#shares.find((one) => one.of.output === of.output && one.part === over);
			if (found === void 0) {
				found = {
					of,
					part: over,
					each: []
				};
				this.#shares.push(found);
			}
			found.each.push(share);
		}
	}
	/** Joins what all parameters have given. */
	join() {
		for (const { of, part, each } of this.#shares) this.#made.push({
			of,
			part,
			value: keep(totalOf(each, of.reduce))
		});
		this.#shares = [];
	}
	/** Those that the rule of a part reads, by their names there. */
	of(part) {
		const own = this.#made.filter((one) => one.part === void 0 || one.part === part);
		return Object.fromEntries(own.map(({ of, value }) => [of.output, value]));
	}
	/** All of them. The caller disposes of them. */
	get all() {
		return this.#made.map(({ of, value }) => ({
			...of.total,
			value
		}));
	}
};
// packages/core/src/optimizer/step/take-together.ts
/** Moves parameters that ask each other for numbers. Nothing is read back. */
function takeTogether(movers, broadcasts, shared) {
	const inOrder = movers.toSorted((a, b) => a.parameter.index - b.parameter.index);
	const count = Math.max(...inOrder.map(({ stageCount }) => stageCount));
	const totals = new Totals();
	tidy(() => {
		for (let s = 0; s < count - 1; s++) {
			for (const bound of inOrder) totals.add(bound.part, bound.run(s, totals.of(bound.part)));
			totals.join();
		}
		for (const bound of inOrder) bound.finish(totals.of(bound.part));
		for (const part of new Set(inOrder.map((bound) => bound.part))) updateShared(inOrder.find((bound) => bound.part === part), shared?.of(part) ?? {}, {
			...broadcasts,
			...totals.of(part)
		});
	});
	return totals.all;
}
function updateShared({ compiled, numbers }, shared, others) {
	const program = compiled.stages.shared;
	if (program === void 0) return;
	const outputs = execute(program, {
		tensors: {
			...others,
			...shared
		},
		scalars: numbers.scalars,
		owned: Object.keys(shared),
		shape: []
	});
	for (const [name, made] of Object.entries(outputs)) {
		shared[name]?.dispose();
		shared[name] = keep(made);
	}
}
// packages/core/src/optimizer/step/staging.ts
/**
* Runs rules that take several programs. A number over all elements brings it, the result of a call, and state that is
* no tensor of the shape of the parameter; a bundle without those has none of it.
*/
var staging = {
	divide: (inputs, outputs) => ({
		...divide(inputs, outputs),
		staging
	}),
	share: () => new SharedState(),
	bind: (parameter, compiled) => new StagedStep(parameter, compiled),
	takeTogether
};
// packages/core/src/program/reduce.ts
/** The sum over all elements, accurate to 6 digits over 10⁷ equal terms. */
var sum$1 = (of) => reduction("sum", of);
/**
* The sum over all elements of all parameters that move in a step: only in a rule. It stays on the
* device. Totals of one name are one number, whichever group a parameter is in.
*/
var total = (name, of) => ({
	...sum$1(of),
	total: typeof name === "string" ? { name } : name
});
function largest(...given) {
	if (given.length === 1) return reduction("max", given[0]);
	const [name, of] = given;
	return {
		...reduction("max", of),
		total: typeof name === "string" ? { name } : name
	};
}
var reduction = (reduce, of) => ({
	type: "float32",
	op: "reduce",
	args: [number$1(of)],
	reduce,
	staging
});
// packages/core/src/random/normal.ts
/**
* Float32 numbers of the normal distribution, by the method of Box and Muller.
*
* Elements 2i and 2i + 1 come from the two words a, b of Threefry-2x32-20 with the key
* (`key`, `stream`) and the counter (i, `step`):
*
*     r = √(−2 ln((a + 1) / 2³²))          φ = 2π b / 2³²
*     mean + standardDeviation · r cos φ,  mean + standardDeviation · r sin φ
*
* The greatest r is √(64 ln 2) ≈ 6.66, so no number lies further out. They are computed on the host
* in float64 and rounded once: the language of programs has neither logarithm nor cosine, and those
* of graphics processors differ from device to device by many units in the last place. Those of
* JavaScript engines differ by at most a few units of float64, which the rounding to float32 hides
* but for about one number in 10⁸.
*
* Paper: Box & Muller 1958, https://doi.org/10.1214/aoms/1177706645
*
* @param mean Centre μ, finite. Default 0.
* @param standardDeviation Width σ, finite, ≥ 0. Default 1.
* @throws {@link OptionError} when an argument leaves the range written on it.
* @example
* ```ts
* randomNormal([2, 3], { key: 42, stream: 0, step: 0 }).print();
* ```
*/
function randomNormal(shape, draw, mean = 0, standardDeviation = 1) {
	checkShape("randomNormal", shape);
	checkOptions$1("randomNormal.draw", draw);
	const { key, stream, step } = draw;
	checkUint32("randomNormal", {
		key,
		stream,
		step
	}, "key", "stream", "step");
	checkFinite("randomNormal", { mean }, "mean");
	checkNonNegative("randomNormal", { standardDeviation }, "standardDeviation");
	const values = new Float32Array(util.sizeFromShape([...shape]));
	for (let i = 0; i < values.length; i += 2) {
		const [a, b] = threefry$1(key, stream, i / 2, step);
		const radius = standardDeviation * Math.sqrt(-2 * Math.log((a + 1) / 2 ** 32));
		const angle = 2 * Math.PI * b / 2 ** 32;
		values[i] = mean + radius * Math.cos(angle);
		values[i + 1] = mean + radius * Math.sin(angle);
	}
	return tensor(values, [...shape]);
}
// packages/simd/src/arena.ts
/**
* Bytes at a multiple of which every array begins: a whole number of vectors, a line of the cache,
* and what TensorFlow asks of memory that it is to share.
*/
var alignment = 64;
/** Bytes at the start of an arena for staging and reductions: small enough for a core's own cache. */
var scratchBytes = 262144;
/** Room in an arena for values that come from elsewhere: those of one tensor at a time. */
var Intake = class {
	array;
	#isTaken = false;
	constructor(array) {
		this.array = array;
	}
	/** The room for that many elements; `undefined` if it is taken or too small. */
	take(size) {
		if (this.#isTaken || size > this.array.length) return void 0;
		this.#isTaken = true;
		return this.array.subarray(0, size);
	}
	/** Makes the room free for the next program. */
	free() {
		this.#isTaken = false;
	}
};
/** Bytes from the start of one array to that of the next. */
var spaceOf = (size) => Math.ceil(size * 4 / alignment) * alignment;
/** Bytes that arrays take, and the room beside each. */
var bytesFor = (sizes) => 2 * sizes.reduce((bytes, size) => bytes + spaceOf(size), 0);
/**
* One WebAssembly memory: scratch space, an intake for what is copied in whole, and the arrays of tensors that live in it, each with
* room of the same size for a parameter. Pages of it that are never touched take no memory.
*
* It has its final size from the beginning, because growing a memory detaches every view of it,
* and the views here are the values of tensors.
*/
var Arena = class Arena {
	memory;
	/** Small space for what passes through: reductions, and parts of arrays that lie elsewhere. */
	scratch;
	intake;
	#homes = /* @__PURE__ */ new WeakMap();
	#capacity;
	/** Where the next array begins. Room is given once: it is freed with the memory. */
	#end;
	/**
	* @param bytes Room for arrays, and for what stands beside them.
	* @param intakeSize Number of elements of the intake.
	* @throws {@link ProgramError} when one memory cannot hold them.
	*/
	constructor(bytes, intakeSize = 0) {
		this.#end = scratchBytes + spaceOf(intakeSize);
		this.#capacity = this.#end + bytes;
		this.memory = memoryOf$1(this.#capacity + alignment);
		const { buffer } = this.memory;
		this.scratch = new Float32Array(buffer, 0, scratchBytes / 4);
		this.intake = new Intake(new Float32Array(buffer, scratchBytes, intakeSize));
		arenas.set(buffer, this);
	}
	/** An arena for arrays of these sizes, with the arrays. */
	static of(sizes, intakeSize = 0) {
		const arena = new Arena(bytesFor(sizes), intakeSize);
		return {
			arena,
			arrays: arena.place(sizes)
		};
	}
	/** Arrays of zeros, with room beside each; `undefined` where the arena has none for all of them. */
	place(sizes) {
		if (bytesFor(sizes) > this.#capacity - this.#end) return void 0;
		const take = (size) => {
			const array = new Float32Array(this.buffer, this.#end, size);
			this.#end += spaceOf(size);
			return array;
		};
		const arrays = sizes.map(take);
		for (const array of arrays) this.#homes.set(array, {
			arena: this,
			array: take(array.length)
		});
		return arrays;
	}
	get buffer() {
		return this.memory.buffer;
	}
	/** Address of an array; `undefined` if it does not lie in the arena. */
	addressOf(array) {
		return arenaOf(array) === this ? array.byteOffset : void 0;
	}
	/** The room beside one of the arena's arrays. */
	homeBeside(array) {
		return this.#homes.get(array);
	}
};
function memoryOf$1(bytes) {
	try {
		return new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) });
	} catch (cause) {
		throw new ProgramError(bytes > 2 ** 32 ? `simd: got ${bytes} bytes of state to place at once, expected what one WebAssembly memory can hold, at most 4 GiB. Divide the parameters among several optimizers.` : `simd: got no address space for a WebAssembly memory of ${bytes} bytes, expected some: engines set aside up to 10 GiB for each. Raise the limit, such as \`ulimit -v\`, or leave register() out.`, { cause });
	}
}
var arenas = /* @__PURE__ */ new WeakMap();
/** The arena in whose memory an array lies, if it lies in one. */
function arenaOf(array) {
	return array.byteOffset === 0 ? void 0 : arenas.get(array.buffer);
}
var shared;
/** An arena without arrays, for programs none of whose tensors live in one. */
function scratchArena(intakeSize = 0) {
	if (shared === void 0 || shared.intake.array.length < intakeSize) shared = new Arena(0, intakeSize);
	return shared;
}
/** Bytes of an arena for the small arrays of many. */
var commonBytes = 8 * 2 ** 20;
/** Below so many bytes, arrays go to a common arena. None of them is as large as those that adapters use an intake for. */
var smallBytes = 524288;
var common;
/**
* Arrays of zeros in one arena, with room beside each. Small ones share it with those of others, since an engine sets aside 10
* GiB of addresses for each memory, however small; large ones have one to themselves, with an intake. The memory is freed with the
* last of the arrays in it.
*/
function placeArrays(sizes, intakeSize) {
	if (bytesFor(sizes) >= smallBytes) return Arena.of(sizes, intakeSize).arrays;
	const arrays = common?.place(sizes);
	if (arrays !== void 0) return arrays;
	common = new Arena(commonBytes);
	return common.place(sizes);
}
// packages/simd/src/residents.ts
/**
* Tensors of zeros in one arena, which is freed with the last tensor in it. Beside each there is room for
* a parameter.
*/
function allocateIn({ make, useIntake }, shapes) {
	const sizes = shapes.map((shape) => shape.reduce((a, b) => a * b, 1));
	const arrays = placeArrays(sizes, useIntake ? Math.max(0, ...sizes) : 0);
	return shapes.map((shape, i) => make(shape, arrays[i]));
}
/** The room for a parameter beside the first of its state that lies in an arena. */
function homeBeside({ arrayOf }, state) {
	for (const tensor of state) {
		const array = tensor && arrayOf(tensor.dataId);
		const home = array && arenaOf(array)?.homeBeside(array);
		if (home !== void 0) return home;
	}
}
/**
* Makes the room beside a parameter's state the place of its new value. If the parameter is there and
* nobody shares it, it is written in place. Otherwise it moves in as a new tensor, which is returned,
* and whoever holds the tensor that was there keeps its values in an array of their own.
*/
function moveIn(residents, home, { dataId, shape }) {
	const { array, dataId: tenant } = home;
	if (dataId === tenant && residents.arrayOf(dataId) === array && !residents.isShared(dataId)) return void 0;
	if (tenant !== void 0 && residents.arrayOf(tenant) === array) residents.moveOut(tenant);
	const made = residents.make(shape, array);
	home.dataId = made.dataId;
	return made;
}
// packages/simd/src/wasm.ts
/** Types of values. */
var valueType = {
	i32: 127,
	f32: 125,
	v128: 123
};
/** Numbers of the vector instructions without immediates that are used here. */
var vector = {
	i32x4Splat: 17,
	f32x4Splat: 19,
	i32x4LtS: 57,
	f32x4Eq: 65,
	f32x4Lt: 67,
	v128And: 78,
	v128Or: 80,
	v128Xor: 81,
	v128Bitselect: 82,
	f64x2PromoteLow: 95,
	i32x4Shl: 171,
	i32x4ShrU: 173,
	i32x4Add: 174,
	f32x4Abs: 224,
	f32x4Neg: 225,
	f32x4Sqrt: 227,
	f32x4Add: 228,
	f32x4Sub: 229,
	f32x4Mul: 230,
	f32x4Div: 231,
	f32x4Min: 232,
	f32x4Max: 233,
	f64x2Add: 240,
	f32x4ConvertU: 251
};
/** The vector instruction of this name. */
var simd = (name) => [253, ...unsigned(vector[name])];
var localGet = (index) => [32, ...unsigned(index)];
var localSet = (index) => [33, ...unsigned(index)];
var localTee = (index) => [34, ...unsigned(index)];
var i32Const = (value) => [65, ...signed(value)];
var i32Add = [106];
var i32LtU = [73];
var i32ShrU = [118];
var i32Shl = [116];
/** Reads 16 bytes at the address on the stack plus `offset`; aligned to 4 bytes or better. */
var v128Load = (offset = 0) => [
	253,
	0,
	2,
	...unsigned(offset)
];
/** Writes 16 bytes at the address under the value on the stack, plus `offset`. */
var v128Store = (offset = 0) => [
	253,
	11,
	2,
	...unsigned(offset)
];
/** Four numbers, as the bytes that `write` puts into a view. */
function v128Const(write) {
	const bytes = /* @__PURE__ */ new Uint8Array(16);
	write(new DataView(bytes.buffer));
	return [
		253,
		12,
		...bytes
	];
}
/** The same float32 in all four lanes. */
var f32x4Const = (value) => v128Const((view) => {
	for (let lane = 0; lane < 4; lane++) view.setFloat32(4 * lane, value, true);
});
/** Four 32-bit integers. */
var i32x4Const = (...values) => v128Const((view) => {
	values.forEach((value, lane) => {
		view.setInt32(4 * lane, value, true);
	});
});
/** Lanes 2 and 3 of the vector on the stack, moved to lanes 0 and 1. Takes the vector twice. */
var highToLow = [
	...[253, 13],
	...[
		8,
		9,
		10,
		11,
		12,
		13,
		14,
		15
	],
	...[
		8,
		9,
		10,
		11,
		12,
		13,
		14,
		15
	]
];
/** Runs `body` at least once, again as long as it leaves a number other than 0 on the stack. */
var repeat = (body) => [
	3,
	64,
	...body,
	13,
	0,
	11
];
/** Runs `body` if the number on the stack is not 0. */
var when = (body) => [
	4,
	64,
	...body,
	11
];
/**
* Limits of an imported memory, as wide as the format allows, so that every memory fits. A shared
* one has to have a maximum: 65 536 pages of 64 KiB are all that 32 bits address.
*/
var limits = {
	unshared: [0, ...unsigned(0)],
	shared: [
		3,
		...unsigned(0),
		...unsigned(65536)
	]
};
/** A module with one exported function `run`, over the memory imported as `env.memory`. */
function moduleOf(parameters, locals, body, memory = "unshared") {
	const code = [
		...vectorOf(locals.map((type) => [1, valueType[type]])),
		...body,
		11
	];
	return Uint8Array.from([
		...[
			0,
			97,
			115,
			109
		],
		...[
			1,
			0,
			0,
			0
		],
		...section(1, vectorOf([[
			96,
			...vectorOf(parameters.map((type) => [valueType[type]])),
			0
		]])),
		...section(2, vectorOf([[
			...text("env"),
			...text("memory"),
			2,
			...limits[memory]
		]])),
		...section(3, vectorOf([[0]])),
		...section(7, vectorOf([[
			...text("run"),
			0,
			0
		]])),
		...section(10, vectorOf([[...unsigned(code.length), ...code]]))
	]);
}
var section = (id, content) => [
	id,
	...unsigned(content.length),
	...content
];
var vectorOf = (items) => [...unsigned(items.length), ...items.flat()];
var text = (value) => {
	const bytes = new TextEncoder().encode(value);
	return [...unsigned(bytes.length), ...bytes];
};
/** LEB128 of an unsigned 32-bit integer. */
function unsigned(value) {
	const bytes = [];
	let rest = value >>> 0;
	do {
		const low = rest & 127;
		rest >>>= 7;
		bytes.push(rest === 0 ? low : low | 128);
	} while (rest !== 0);
	return bytes;
}
/** LEB128 of a signed 32-bit integer. */
function signed(value) {
	const bytes = [];
	let rest = value | 0;
	for (;;) {
		const low = rest & 127;
		rest >>= 7;
		const done = rest === 0 && (low & 64) === 0 || rest === -1 && (low & 64) !== 0;
		bytes.push(done ? low : low | 128);
		if (done) return bytes;
	}
}
// packages/simd/src/emit.ts
var unary = (name) => ([a]) => [...a, ...simd(name)];
var binary = (name) => ([a, b]) => [
	...a,
	...b,
	...simd(name)
];
/** `a` where the lanes of `mask` are all ones, else `b`. */
var select = (mask, a, b) => [
	...a,
	...b,
	...mask,
	...simd("v128Bitselect")
];
/** Each operation on four lanes. Float32 instructions round to nearest and keep NaN, as the language asks. */
var emit = {
	add: binary("f32x4Add"),
	sub: binary("f32x4Sub"),
	mul: binary("f32x4Mul"),
	div: binary("f32x4Div"),
	min: binary("f32x4Min"),
	max: binary("f32x4Max"),
	neg: unary("f32x4Neg"),
	abs: unary("f32x4Abs"),
	sqrt: unary("f32x4Sqrt"),
	sign([x]) {
		const zero = f32x4Const(0);
		const negative = [
			...x,
			...zero,
			...simd("f32x4Lt")
		];
		const positive = [
			...zero,
			...x,
			...simd("f32x4Lt")
		];
		return select(negative, f32x4Const(-1), select(positive, f32x4Const(1), x));
	},
	less: binary("f32x4Lt"),
	equal: binary("f32x4Eq"),
	where: ([condition, a, b]) => select(condition, a, b),
	bits: ([key, stream, step], place) => threefry(key, stream, step, place),
	uniform: ([random]) => [
		...random,
		...i32Const(8),
		...simd("i32x4ShrU"),
		...simd("f32x4ConvertU"),
		...f32x4Const(2 ** -24),
		...simd("f32x4Mul")
	]
};
/** The first word of Threefry-2x32-20 for four elements at once, its rounds unrolled. */
function threefry(key0, key1, step, { elements, newLocal }) {
	const add = simd("i32x4Add");
	const xor = simd("v128Xor");
	const [x, y, key2] = [
		newLocal(),
		newLocal(),
		newLocal()
	];
	const parityVector = i32x4Const(parity, parity, parity, parity);
	const keys = [
		key0,
		key1,
		localGet(key2)
	];
	const code = [];
	code.push(...key0, ...key1, ...xor, ...parityVector, ...xor, ...localSet(key2));
	code.push(...elements, ...key0, ...add, ...localSet(x));
	code.push(...step, ...key1, ...add, ...localSet(y));
	for (let round = 0; round < 20; round++) {
		const distance = rotations[round % rotations.length];
		code.push(...localGet(x), ...localGet(y), ...add, ...localSet(x));
		code.push(...localGet(y), ...i32Const(distance), ...simd("i32x4Shl"));
		code.push(...localGet(y), ...i32Const(32 - distance), ...simd("i32x4ShrU"));
		code.push(...simd("v128Or"), ...localGet(x), ...xor, ...localSet(y));
		if (round % 4 === 3) {
			const injection = (round + 1) / 4;
			const counter = i32x4Const(injection, injection, injection, injection);
			const [forX, forY] = [keys[injection % 3], keys[(injection + 1) % 3]];
			code.push(...localGet(x), ...forX, ...add, ...localSet(x));
			code.push(...localGet(y), ...forY, ...add);
			code.push(...counter, ...add, ...localSet(y));
		}
	}
	return [...code, ...localGet(x)];
}
/** The arguments of a loop, flat: a caller of many small loops makes them once and changes some. */
var loopArguments = (call) => {
	const { start, count, reductions, inputs, outputs, numbers } = call;
	return [
		start,
		count,
		reductions,
		...inputs,
		...outputs,
		...numbers
	];
};
/**
* Compiles a program to a WebAssembly module with one loop over vectors of four elements.
*
* The last vector is computed whole: what is read from behind the last element is ignored, and
* what is written there is meaningless, so arrays end at a multiple of {@link vectorBytes}. In a
* reduction these lanes do not count. Element i adds to lane i mod 4 in float64, as the
* interpreter does it. The module is a few hundred bytes and needs one memory, which it never grows.
*
* @param memory Whether the memory it will be tied to is shared among threads. Default: `'unshared'`.
*/
function compileLoop(program, memory) {
	return new WebAssembly.Module(encodeLoop(program, memory));
}
/** Ties a compiled program to a memory of the kind that it was compiled for. */
function bindLoop(module, memory) {
	const { run } = new WebAssembly.Instance(module, { env: { memory } }).exports;
	return (args) => run(...args);
}
/** The bytes of {@link compileLoop}'s module. */
function encodeLoop(program, memory) {
	return new LoopWriter(program).encode(memory);
}
/** Writes the function `run(start, count, reductions, ...inputs, ...outputs, ...numbers)`. */
var LoopWriter = class {
	#program;
	#parameters = [];
	#locals = [];
	/** Code that leaves the value of each node on the stack. */
	#values = [];
	/** Nodes that can differ from element to element; the others are computed before the loop. */
	#varying = /* @__PURE__ */ new Set();
	/** Runs once, before the loop. */
	#before = [];
	/** Runs for each vector. */
	#body = [];
	/** Runs once, after the loop. */
	#after = [];
	constructor(program) {
		this.#program = program;
	}
	encode(memory) {
		const { tensors, broadcasts, scalars, integers, outputs } = this.#program;
		const start = this.#parameter("i32");
		const count = this.#parameter("i32");
		const reductions = this.#parameter("i32");
		const inputAddress = new Map(tensors.map((name) => [name, this.#parameter("i32")]));
		const perElement = outputs.filter(({ reduce }) => reduce === void 0);
		const outputAddress = new Map(perElement.map(({ name }) => [name, this.#parameter("i32")]));
		const numbers = /* @__PURE__ */ new Map();
		for (const name of [...broadcasts, ...scalars]) numbers.set(name, this.#parameter("f32"));
		for (const name of integers) numbers.set(name, this.#parameter("i32"));
		const offset = this.#local("i32");
		const limit = this.#local("i32");
		const lanes = this.#local("v128");
		this.#before.push(...[
			...localGet(count),
			...i32Const(3),
			...i32Add
		], ...[
			...i32Const(2),
			...i32ShrU,
			...i32Const(4),
			...i32Shl
		], ...localSet(limit), ...[...i32x4Const(0, 1, 2, 3), ...localSet(lanes)]);
		const address = (pointer) => [
			...localGet(pointer),
			...localGet(offset),
			...i32Add
		];
		const place = {
			elements: [
				...localGet(lanes),
				...localGet(start),
				...simd("i32x4Splat"),
				...simd("i32x4Add")
			],
			newLocal: () => this.#local("v128")
		};
		this.#program.nodes.forEach((node, index) => {
			const name = node.name;
			switch (node.op) {
				case "constant":
					this.#keep(index, f32x4Const(node.value), this.#before);
					break;
				case "broadcast":
				case "scalar":
					this.#keep(index, splat(numbers.get(name), "f32x4Splat"), this.#before);
					break;
				case "integer":
					this.#keep(index, splat(numbers.get(name), "i32x4Splat"), this.#before);
					break;
				case "tensor":
					this.#varying.add(index);
					this.#keep(index, [...address(inputAddress.get(name)), ...v128Load()], this.#body);
					break;
				default: {
					const [a = [], b = [], c = []] = node.args.map((arg) => this.#values[arg]);
					const code = emit[node.op]([
						a,
						b,
						c
					], place);
					const varies = node.op === "bits" || node.args.some((arg) => this.#varying.has(arg));
					if (varies) this.#varying.add(index);
					this.#keep(index, code, varies ? this.#body : this.#before);
				}
			}
		});
		for (const { name, node } of perElement) {
			const value = this.#values[node];
			this.#body.push(...address(outputAddress.get(name)), ...value, ...v128Store());
		}
		outputs.filter(({ reduce }) => reduce !== void 0).forEach(({ node, reduce }, i) => {
			const counts = [
				...localGet(lanes),
				...[...localGet(count), ...simd("i32x4Splat")],
				...simd("i32x4LtS")
			];
			const value = this.#values[node];
			const at = i * 32;
			if (reduce === "sum") this.#sum(value, counts, reductions, at);
			else this.#max(value, counts, reductions, at);
		});
		this.#body.push(...[...localGet(lanes), ...i32x4Const(4, 4, 4, 4)], ...[...simd("i32x4Add"), ...localSet(lanes)], ...[
			...localGet(offset),
			...i32Const(16),
			...i32Add
		], ...[
			...localTee(offset),
			...localGet(limit),
			...i32LtU
		]);
		const code = [
			...this.#before,
			...[...localGet(limit), ...when(repeat(this.#body))],
			...this.#after
		];
		return moduleOf(this.#parameters, this.#locals, code, memory);
	}
	/** Adds the lanes that count to four float64 numbers, in two vectors. */
	#sum(value, counts, reductions, at) {
		const masked = this.#local("v128");
		const [low, high] = [this.#local("v128"), this.#local("v128")];
		this.#carry(low, reductions, at);
		this.#carry(high, reductions, at + 16);
		const promote = simd("f64x2PromoteLow");
		const add = simd("f64x2Add");
		this.#body.push(...[
			...value,
			...counts,
			...simd("v128And"),
			...localSet(masked)
		], ...[
			...localGet(low),
			...localGet(masked),
			...promote,
			...add
		], ...localSet(low), ...[
			...localGet(high),
			...localGet(masked),
			...localGet(masked)
		], ...[
			...highToLow,
			...promote,
			...add
		], ...localSet(high));
	}
	/** Keeps the largest of the lanes that count. */
	#max(value, counts, reductions, at) {
		const largest = this.#local("v128");
		this.#carry(largest, reductions, at);
		this.#body.push(...localGet(largest), ...[
			...value,
			...f32x4Const(-Infinity),
			...counts,
			...simd("v128Bitselect")
		], ...[...simd("f32x4Max"), ...localSet(largest)]);
	}
	/** Brings a vector in from the last call and keeps it for the next. */
	#carry(local, reductions, at) {
		this.#before.push(...[
			...localGet(reductions),
			...v128Load(at),
			...localSet(local)
		]);
		this.#after.push(...[
			...localGet(reductions),
			...localGet(local),
			...v128Store(at)
		]);
	}
	/** Computes a node once, where `code` goes, and keeps its value in a local. */
	#keep(index, code, where) {
		const local = this.#local("v128");
		where.push(...code, ...localSet(local));
		this.#values[index] = localGet(local);
	}
	#parameter(type) {
		return this.#parameters.push(type) - 1;
	}
	/** Parameters are numbered first, so all of them are declared before the first local. */
	#local(type) {
		return this.#parameters.length + this.#locals.push(type) - 1;
	}
};
function splat(parameter, instruction) {
	return [...localGet(parameter), ...simd(instruction)];
}
/** Stands for the address of an array that does not lie in the arena. */
var elsewhere = -1;
/**
* How a loop reaches the arrays of a program: where they lie if that is in the arena, otherwise
* through windows of its scratch space, a part at a time. It is found anew for each call, and holds
* no array, so that arenas can be freed.
*/
var Reach = class {
	/** Number of elements that a window holds. */
	width = Infinity;
	/** First byte of each array in the arena, sources before targets. */
	#addresses = [];
	/** Number of the window of each array that lies elsewhere. */
	#windows = [];
	/** For each target, the source of the same name; −1 if there is none. */
	#namesakes;
	#firstWindow;
	constructor({ tensors, outputs }) {
		this.#namesakes = outputs.filter(({ reduce }) => reduce === void 0).map(({ name }) => tensors.indexOf(name));
		this.#firstWindow = 0 + 32 * outputs.length;
	}
	find(arena, sources, targets) {
		let windows = 0;
		for (let i = 0; i < sources.length; i++) {
			const address = arena.addressOf(sources[i]) ?? elsewhere;
			this.#addresses[i] = address;
			this.#windows[i] = address === elsewhere ? windows++ : elsewhere;
		}
		for (let j = 0; j < targets.length; j++) {
			const address = arena.addressOf(targets[j]) ?? elsewhere;
			const namesake = this.#namesakes[j];
			const shared = namesake < 0 ? elsewhere : this.#windows[namesake];
			this.#addresses[sources.length + j] = address;
			this.#windows[sources.length + j] = shared === elsewhere ? windows : shared;
			if (address === elsewhere && shared === elsewhere) windows++;
		}
		const room = scratchBytes - this.#firstWindow;
		this.width = windows === 0 ? Infinity : Math.floor(room / (16 * windows)) * 4;
	}
	/** Whether an array passes through a window. Arrays are counted as they were given. */
	isStaged(array) {
		return this.#addresses[array] === elsewhere;
	}
	/** First byte of the window of an array. */
	windowOf(array) {
		return this.#firstWindow + 4 * this.width * this.#windows[array];
	}
	/** Where the loop finds element `start` of an array. */
	addressOf(array, start) {
		return this.isStaged(array) ? this.windowOf(array) : this.#addresses[array] + 4 * start;
	}
};
// packages/simd/src/reductions.ts
/** Sets the partial results of a program's reductions at `address` to those of no elements. */
function resetReductions(program, buffer, address) {
	reductionsOf(program).forEach(({ reduce }, i) => {
		const at = address + i * 32;
		if (reduce === "sum") new Float64Array(buffer, at, 4).fill(0);
		else new Float32Array(buffer, at, 4).fill(-Infinity);
	});
}
/** The results of a program's reductions by name, from the four partial results of each. */
function readReductions(program, buffer, address) {
	const results = {};
	reductionsOf(program).forEach(({ name, reduce }, i) => {
		const at = address + i * 32;
		if (reduce === "sum") {
			const [l0, l1, l2, l3] = Array.from(new Float64Array(buffer, at, 4));
			results[name] = Math.fround(l0 + l1 + (l2 + l3));
		} else results[name] = Math.max(...new Float32Array(buffer, at, 4));
	});
	return results;
}
/** The outputs of a program that are reductions, in their order. */
function reductionsOf(program) {
	let found = known.get(program);
	if (found === void 0) {
		found = program.outputs.filter(({ reduce }) => reduce !== void 0);
		known.set(program, found);
	}
	return found;
}
var known = /* @__PURE__ */ new WeakMap();
// packages/simd/src/staged-loop.ts
/**
* Compiles a program to a SIMD loop over an arena. Arrays of the arena are read and written where
* they lie; all others pass through windows of its scratch space, which stay in the cache.
*/
function compileStagedLoop(program) {
	const module = compileLoop(program);
	const loops = /* @__PURE__ */ new WeakMap();
	const loopIn = (arena) => {
		let loop = loops.get(arena);
		if (loop === void 0) {
			loop = bindLoop(module, arena.memory);
			loops.set(arena, loop);
		}
		return loop;
	};
	const reach = new Reach(program);
	const args = loopArguments({
		start: 0,
		count: 0,
		reductions: 0,
		...nothing
	});
	const firstArray = args.length;
	return ({ arena, sources, targets, numbers, size }) => {
		const loop = loopIn(arena);
		const { scratch } = arena;
		const arrays = sources.length + targets.length;
		reach.find(arena, sources, targets);
		for (let i = 0; i < numbers.length; i++) args[firstArray + arrays + i] = numbers[i];
		resetReductions(program, arena.buffer, 0);
		for (let start = 0; start < size; start += reach.width) {
			const count = Math.min(reach.width, size - start);
			args[0] = start;
			args[1] = count;
			for (let i = 0; i < arrays; i++) args[firstArray + i] = reach.addressOf(i, start);
			for (let i = 0; i < sources.length; i++) {
				if (!reach.isStaged(i)) continue;
				scratch.set(partOf(sources[i], start, count), reach.windowOf(i) / 4);
			}
			loop(args);
			for (let i = 0; i < targets.length; i++) {
				if (!reach.isStaged(sources.length + i)) continue;
				const at = reach.windowOf(sources.length + i) / 4;
				targets[i].set(scratch.subarray(at, at + count), start);
			}
		}
		return readReductions(program, arena.buffer, 0);
	};
}
var nothing = {
	inputs: [],
	outputs: [],
	numbers: []
};
/** Some elements of an array: itself where these are all. */
var partOf = (array, start, count) => count === array.length ? array : array.subarray(start, start + count);
// packages/simd/src/host-kernel.ts
/**
* Compiles a program to a SIMD loop over tensors that are arrays of the host.
*
* Where state lives in an arena it is updated there, and so is a parameter from its second step on.
* Everything else, such as the gradient, passes through a window that stays in the cache.
*
* @param findMemory Is called at each run.
*/
function compileOnHost(program, findMemory) {
	const loop = compileStagedLoop(program);
	return { run: (call) => run(program, loop, findMemory(), call) };
}
function run(program, loop, memory, call) {
	const { size, shape, tensors, broadcasts, owned, replaced, state } = call;
	const { residents } = memory;
	let home = residents && homeBeside(residents, state);
	const arena = home?.arena ?? scratchArena(residents?.useIntake ? size : 0);
	const { intake } = arena;
	intake.free();
	const read = (tensor) => memory.read(tensor, intake);
	const sources = tensors.map(read);
	const results = {};
	const targets = [];
	for (let i = 0; i < program.outputs.length; i++) {
		const { name, reduce } = program.outputs[i];
		if (reduce !== void 0) continue;
		const own = owned[i];
		const old = replaced[i];
		let array = own && memory.write(own);
		let made;
		if (array === void 0 && old !== void 0 && home !== void 0) {
			made = moveIn(residents, home, old);
			array = home.array;
			home = void 0;
		} else if (array === void 0) {
			array = new Float32Array(size);
			made = memory.publish(array, shape, old);
		}
		targets.push(array);
		if (made !== void 0) results[name] = made;
	}
	const given = broadcasts.map((tensor) => read(tensor)[0]);
	const reductions = loop({
		arena,
		sources,
		targets,
		numbers: given.length === 0 ? call.numbers : [...given, ...call.numbers],
		size
	});
	for (const name in reductions) results[name] = memory.publish(Float32Array.of(reductions[name]), []);
	return results;
}
// packages/simd/src/once-per-backend.ts
/**
* A function that finds what belongs to a TensorFlow.js backend. It is made once for each backend, since
* a program may remove a backend and make it again.
*/
function oncePerBackend(find, make) {
	const known = /* @__PURE__ */ new WeakMap();
	return () => {
		const backend = find();
		let made = known.get(backend);
		if (made === void 0) {
			made = make(backend);
			known.set(backend, made);
		}
		return made;
	};
}
// packages/simd/src/require-simd.ts
/**
* Fails unless the JavaScript engine compiles loops here. Adapters ask in `register()`, so that nothing
* is registered where no program could run.
*
* @param where Name of the adapter, for the message.
* @throws {@link ProgramError} when the engine has no WebAssembly SIMD, or may not compile it.
*/
function requireSimd(where) {
	const bytes = encodeLoop(trace({
		name: "Probe",
		tensors: ["x"]
	}, ({ x }) => ({ x: add$1(x, 1) })));
	const orElse = "or leave `register()` out and go on with ordinary ops.";
	if (typeof WebAssembly === "undefined" || !WebAssembly.validate(bytes)) throw new ProgramError(`${where}: got a JavaScript engine without WebAssembly SIMD, expected one with it. Take a newer engine, ${orElse}`);
	try {
		new WebAssembly.Module(bytes);
	} catch (cause) {
		throw new ProgramError(`${where}: got a page that may not compile WebAssembly, expected one that may. Add \`'wasm-unsafe-eval'\` to \`script-src\` in its Content-Security-Policy, ${orElse}`, { cause });
	}
}
// packages/backend-cpu/src/cpu-backend.ts
/** The cpu backend itself. */
var cpuBackend = () => engine().findBackend("cpu");
/**
* Makes the backend copy arrays of arenas whenever they would leave it.
*
* On this backend `dataSync` hands out the array of the tensor, and `slice` makes a tensor of a part
* of it. Both would see later steps, which write arenas in place. All reading passes through
* `readSync`, and every array that becomes a tensor through `write`.
*
* @returns The way in that stays open: `write` as it was.
*/
function guard(cpu) {
	const { readSync, write } = cpu;
	const outside = (values) => values instanceof Float32Array && arenaOf(values) !== void 0 ? values.slice() : values;
	cpu.readSync = (dataId) => outside(readSync.call(cpu, dataId));
	cpu.write = (values, shape, dtype) => write.call(cpu, outside(values), shape, dtype);
	return (values, shape, dtype) => write.call(cpu, values, shape, dtype);
}
// packages/backend-cpu/src/memory.ts
/** The tensors of the cpu backend, which from here on hands out no array of an arena. */
var cpuMemory = oncePerBackend(cpuBackend, memoryOf);
function memoryOf(cpu) {
	const write = guard(cpu);
	const valuesOf = ({ dataId }) => cpu.data.get(dataId).values;
	return {
		read: valuesOf,
		write: valuesOf,
		publish: (array, shape) => cpu.makeTensorInfo([...shape], "float32", array),
		residents: {
			useIntake: false,
			make(shape, array) {
				return {
					dataId: write(array, [...shape], "float32"),
					shape: [...shape],
					dtype: "float32"
				};
			},
			arrayOf: (dataId) => cpu.data.has(dataId) ? cpu.data.get(dataId).values : void 0,
			isShared: (dataId) => cpu.refCount(dataId) !== 1,
			moveOut(dataId) {
				const data = cpu.data.get(dataId);
				data.values = data.values.slice();
			}
		}
	};
}
// packages/backend-cpu/src/index.ts
/** Compiles programs to WebAssembly SIMD for the TensorFlow.js backend `cpu`. */
var backend = {
	name: "cpu",
	compile: (program) => compileOnHost(program, cpuMemory),
	hostTensors: true,
	/** All tensors of one call share one WebAssembly memory, freed with the last tensor in it. */
	allocate: (shapes) => allocateIn(cpuMemory().residents, shapes)
};
/**
* Makes Nadir's programs run as SIMD kernels on the TensorFlow.js backend `cpu`. Where it throws,
* programs go on running on ordinary ops.
*
* @throws {@link ProgramError} when the engine has no WebAssembly SIMD, or the page does not let it compile.
*/
function register() {
	requireSimd("backend-cpu");
	registerBackend(backend);
}
// packages/problems/src/errors.ts
/**
* Thrown when a value given to a function of this package is outside what its documentation
* accepts.
*
* The message reads `<where>: got <what was given>, expected <what is accepted>. <What to do.>`;
* the last part is missing where the second says it. Tell errors apart by `code`: two copies of a
* package share no classes.
*/
var ProblemError = class extends Error {
	name = "ProblemError";
	/** Stable identifier of this kind of error. */
	code = "NADIR_PROBLEM";
};
/** How a value is written in an error message: short, and never throwing itself. */
function describe(value) {
	if (typeof value === "string") return JSON.stringify(value);
	if (typeof value === "function") return "a function";
	if (Array.isArray(value)) return `an array of length ${value.length}`;
	if (typeof value === "object" && value !== null) return "an object";
	return String(value);
}
// packages/problems/src/check.ts
/** An option that takes any number in an interval. */
function number(fallback, interval) {
	return {
		fallback,
		expected: `a number in ${interval}`,
		accepts: isIn(interval)
	};
}
/** An option that takes the integers in an interval. */
function integer(fallback, interval) {
	const inside = isIn(interval);
	return {
		fallback,
		expected: `an integer in ${interval}`,
		accepts: (value) => Number.isInteger(value) && inside(value)
	};
}
/**
* Every option of `table`, as given or its default.
* @throws {@link ProblemError} at an unknown name, or at a value that its option does not accept.
*/
function readOptions(where, given, table) {
	if (typeof given !== "object" || given === null || Array.isArray(given)) throw new ProblemError(`${where}: got ${describe(given)}, expected an object with options.`);
	const names = Object.keys(table);
	for (const name of Object.keys(given)) if (!Object.hasOwn(table, name)) throw new ProblemError(`${where}: got option \`${name}\`, expected ${names.map((word) => `\`${word}\``).join(", ")}.`);
	const values = given;
	const read = (name) => {
		const { fallback, expected, accepts } = table[name];
		const value = values[name] === void 0 ? fallback : values[name];
		if (typeof value === "number" && accepts(value)) return value;
		throw new ProblemError(`${where}.${name}: got ${describe(value)}, expected ${expected}.`);
	};
	return Object.fromEntries(names.map((name) => [name, read(name)]));
}
/** Membership in an interval. NaN fails every comparison, so no interval holds it. */
function isIn(interval) {
	const [low, high] = interval.slice(1, -1).split(", ").map(Number);
	const includesLow = interval.startsWith("[");
	const includesHigh = interval.endsWith("]");
	return (value) => (includesLow ? value >= low : value > low) && (includesHigh ? value <= high : value < high);
}
export { applyAndFree as $, abs$1 as A, neg as B, restoreNamed as C, chain as D, zeros$1 as E, lerp as F, sub$1 as G, sign$1 as H, less as I, checkTypes as J, uniform as K, max$1 as L, bits as M, clamp as N, mapTransforms as O, div$1 as P, patternOf as Q, min as R, registerNamed as S, copyOfParam as T, sqrt as U, number$1 as V, square$1 as W, required as X, evaluate as Y, derive as Z, makeSlotsWith as _, ProgramError as _t, register as a, checkFraction as at, threefry$1 as b, describe$1 as bt, sum$1 as c, checkNonNegative as ct, RuleOptimizer as d, checkProbability as dt, beforeChange as et, Optimizer$1 as f, checkShape as ft, makeSlots as g, OptionError as gt, copyOf as h, checkWord as ht, ProblemError as i, checkFinite as it, add$1 as j, trace as k, total as l, checkOptions$1 as lt, pairUp as m, checkUint32 as mt, number as n, checkDevice as nt, randomNormal as o, checkInteger as ot, namesAndShapes as p, checkTensor$1 as pt, where$1 as q, readOptions as r, checkBoolean as rt, largest as s, checkNames as st, integer as t, namedVariables as tt, staging as u, checkPositive as ut, settle as v, StateError as vt, defineTransform as w, kindOf as x, execute as y, TensorError as yt, mul$1 as z };
