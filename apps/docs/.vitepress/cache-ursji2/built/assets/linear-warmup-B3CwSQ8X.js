import { A as abs$1, B as neg, C as restoreNamed, D as chain, E as zeros$1, G as sub$1, H as sign$1, I as less, N as clamp, P as div$1, R as min, S as registerNamed, U as sqrt, W as square$1, at as checkFraction, bt as describe, ct as checkNonNegative, d as RuleOptimizer, gt as OptionError, ht as checkWord, it as checkFinite, j as add$1, l as total, ot as checkInteger, q as where$1, s as largest, st as checkNames, ut as checkPositive, w as defineTransform, x as kindOf, z as mul$1 } from "./check-Bw3kyXK2.js";
import { t as call } from "./call-Csez8hxK.js";
import { n as configure, t as scaleByLearningRate } from "./scale-by-learning-rate-COjWDD57.js";
import { abs, add, div, greater, isNaN, mul, pow, scalar, sign, square, sum, tidy, where } from "@tensorflow/tfjs-core";
// packages/core/src/transforms/norm-type.ts
/** Throws unless the named value is a number > 0, or `Infinity`, which bounds nothing. */
function checkNormLimit(where, values, name) {
	if (values[name] !== Infinity) checkPositive(where, values, name);
}
/** Throws unless the named value is a {@link NormType}. */
function checkNormType(where, values, name) {
	const value = values[name];
	if (value === "infinity" || typeof value === "number" && value > 0 && value < Infinity) return;
	throw new OptionError(`${where}.${name}: got ${describe(value)}, expected a finite number > 0 or 'infinity'.`);
}
// packages/core/src/transforms/scale-to-norm.ts
/**
* How a gradient g is scaled to a norm, g · min(1, limit / (‖g‖ + 1e-6)), with the p-norm: for 1, 2 and
* infinity on symbols alone, for others with operations that have powers. The limit is a scalar of the rule.
*/
function scalingToNorm(p) {
	if (p === 1 || p === 2 || p === "infinity") return (grad, limit, over) => mul$1(grad, min(1, div$1(limit, add$1(normOf(grad, p, over), 1e-6))));
	const [power, scale] = [powerOp(p), scaleOp(p)];
	return (grad, limit, over) => call(scale, [grad, over.sum(call(power, [grad]).value)], { limit }).value;
}
/** How the norm of a gradient becomes known while the gradient stays what it is. */
function measuringNorm(p) {
	const measured = (grad, over) => p === 1 || p === 2 || p === "infinity" ? normOf(grad, p, over) : over.sum(call(powerOp(p), [grad]).value);
	return (grad, _, over) => where$1(less(measured(grad, over), 0), 0, grad);
}
function normOf(grad, p, over) {
	if (p === 1) return over.sum(abs$1(grad));
	return p === 2 ? sqrt(over.sum(square$1(grad))) : over.max(abs$1(grad));
}
/** xᵖ of numbers that are not negative. The powers of a GPU may make numbers of NaN. */
var powerOf = (x, p) => where(isNaN(x), x, pow(x, p));
/** |g|ᵖ of each element. */
var powerOp = (p) => ({
	name: "power",
	results: { value: "float32" },
	run: ([grad]) => ({ value: powerOf(abs(grad), p) }),
	interpret(inputs) {
		const [{ shape, values }] = inputs;
		return { value: {
			shape,
			values: values.map((x) => Math.abs(x) ** p)
		} };
	}
});
/** The gradient scaled, from itself and the sum of the powers. */
var scaleOp = (p) => ({
	name: "scaleToNorm",
	results: { value: "float32" },
	run(inputs, { limit = 0 }) {
		const [grad, powers] = inputs;
		const norm = powerOf(powers, 1 / p);
		const share = div(limit, add(norm, 1e-6));
		return { value: mul(grad, where(greater(share, 1), scalar(1), share)) };
	},
	interpret(inputs, { limit = 0 }) {
		const [{ shape, values }, powers] = inputs;
		const norm = powers.values[0] ** (1 / p);
		const factor = Math.min(1, limit / (norm + 1e-6));
		return { value: {
			shape,
			values: values.map((x) => x * factor)
		} };
	}
});
// packages/core/src/transforms/clip-by-global-norm.ts
/**
* Scales the gradients of all parameters so that their norm together is at most `limit`, in front of a rule:
*
*     g ← g · min(1, limit / (‖g‖ + 1e-6))
*
* This is `torch.nn.utils.clip_grad_norm_`, so every gradient is multiplied at each step. Where one is infinite,
* infinite elements become NaN and the others 0; where one is NaN, all become NaN. The norm never leaves the device.
*
* Its arguments are fixed here and are no options of the optimizer.
*
* @param limit > 0, or `Infinity` to leave gradients as they are: then the norm is only measured.
* @param p Which norm. Default `2`.
* @throws {@link OptionError} when an argument is out of range.
*/
function clipByGlobalNorm(limit, p = 2) {
	checkNormLimit("clipByGlobalNorm", { limit }, "limit");
	checkNormType("clipByGlobalNorm", { p }, "p");
	const scale = limit === Infinity ? measuringNorm(p) : scalingToNorm(p);
	const norm = {
		name: `${p}-norm of the gradients`,
		overAllRules: true,
		gradientNorm: p
	};
	return defineTransform({
		name: "clipByGlobalNorm",
		config: {
			guard: "clipByGlobalNorm",
			limit: limit === Infinity ? "infinity" : limit,
			p
		},
		scalars: () => ({ limit }),
		update: ({ grad }, scalars) => ({ grad: scale(grad, scalars.limit, {
			sum: (of) => total(norm, of),
			max: (of) => largest(norm, of)
		}) })
	});
}
registerNamed("guard", "clipByGlobalNorm", ({ limit, p }) => clipByGlobalNorm(limit === "infinity" ? Infinity : limit, p));
// packages/optim/src/transforms/add-decayed-weights.ts
var adding = defineTransform({
	name: "addDecayedWeights",
	defaults: { weightDecay: 0 },
	check(o, where) {
		checkNonNegative(where, o, "weightDecay");
	},
	scalars: ({ weightDecay }) => ({ weightDecay }),
	update: ({ param, grad }, { weightDecay }) => ({ grad: add$1(grad, mul$1(weightDecay, param)) })
});
/**
* Adds decayed weights to the gradient: g ← g + λ θ, as `optax.add_decayed_weights` does.
*
* In front of an optimizer it is L2 weight decay. An adaptive rule divides λ θ by the same denominator as the
* gradient, so weights with large gradients shrink less. Behind `scaleByAdam()` it is decoupled decay: γ λ θ is
* subtracted beside the step, as {@link decoupledDecay} does before it.
*
* λ is the option `weightDecay` of the optimizer: a group of biases has `weightDecay: 0` where optax takes a mask.
*
* @param weightDecay Default λ, ≥ 0. Default `0`.
* @throws {@link OptionError} when the argument leaves its range.
*/
var addDecayedWeights = (weightDecay) => configure(adding, { weightDecay });
// packages/optim/src/regularizers/shrink.ts
/**
* sign(w) · max(|w| − threshold, 0): every element moved toward 0 by the threshold ≥ 0, those
* within it to exactly +0.
*/
function shrink(w, threshold) {
	return sub$1(w, clamp(w, neg(threshold), threshold));
}
// packages/optim/src/sgd/sgd.ts
/** The direction of {@link SGD} and `LARS`: the gradient, or with momentum a buffer of gradients. */
var bufferedGradient = defineTransform({
	name: "bufferedGradient",
	state: ({ momentum }) => ({ buffer: momentum && zeros$1() }),
	defaults: {
		momentum: 0,
		dampening: 0,
		nesterov: false,
		momentumForm: "torch",
		biasCorrection: false
	},
	check(o, where) {
		checkWord(where, o, "momentumForm", ["torch", "ema"]);
		if (o.momentumForm === "ema") checkFraction(where, o, "momentum");
		else checkNonNegative(where, o, "momentum");
		checkFinite(where, o, "dampening");
		if (o.nesterov && (o.momentum === 0 || o.dampening !== 0)) throw new OptionError(`${where}.nesterov: got momentum ${o.momentum} and dampening ${o.dampening}, expected momentum > 0 and dampening 0.`);
		if (o.momentumForm === "ema" && o.dampening !== 0) throw new OptionError(`${where}.dampening: got ${o.dampening}, expected 0 with momentumForm 'ema'.`);
		if (o.biasCorrection && (o.momentumForm !== "ema" || o.nesterov)) throw new OptionError(`${where}.biasCorrection: got true, expected it with momentumForm 'ema' and without nesterov only.`);
	},
	scalars({ momentum, dampening, momentumForm }, t) {
		const torchShare = t === 1 ? 1 : 1 - dampening;
		return {
			momentum,
			share: momentumForm === "ema" ? 1 - momentum : torchShare,
			correction: 1 / (1 - momentum ** t)
		};
	},
	update({ grad, buffer }, { momentum, share, correction }, { static: s }) {
		if (!s.momentum) return {};
		const next = add$1(mul$1(momentum, buffer), mul$1(share, grad));
		if (s.nesterov) return {
			grad: add$1(grad, mul$1(momentum, next)),
			buffer: next
		};
		return {
			grad: s.biasCorrection ? mul$1(correction, next) : next,
			buffer: next
		};
	}
});
/**
* Stochastic gradient descent, with momentum if asked.
*
* For a parameter θ with gradient g, at step t = 1, 2, …:
*
*     g ← g + λ θ
*     b ← g at t = 1, else μ b + (1 − τ) g        with `momentumForm: 'torch'`
*     b ← μ b + (1 − μ) g                         with `momentumForm: 'ema'`
*     θ ← θ − γ g                                 without momentum
*     θ ← θ − γ b                                 with momentum
*     θ ← θ − γ (g + μ b)                         with `nesterov`
*     θ ← θ − γ b / (1 − μᵗ)                      with `biasCorrection`
*
* State: `buffer` b if there is momentum, zeros at first. The numbers are those of
* `torch.optim.SGD`, which ignores the dampening at the first step as well. Where momentum is switched on
* later, b begins with (1 − τ) g, and in PyTorch with g. The averaging form is the heavy ball with γ (1 − μ) in place of γ; it has no dampening.
*
* Papers: Robbins & Monro 1951; Polyak 1964; Sutskever et al., ICML 2013 (the Nesterov form).
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const optimizer = new SGD(model, { learningRate: 0.1, momentum: 0.9, nesterov: true });
* ```
*/
var SGD = class extends RuleOptimizer {
	static tfjsSlots = { momentum: "buffer" };
	static rule = chain("SGD", addDecayedWeights(), bufferedGradient, scaleByLearningRate());
};
// packages/optim/src/schedules/named-schedule.ts
/**
* What rebuilds a schedule, or `undefined` for one that was written as a function.
*
* @example
* ```ts
* configOf(cosine({ from: 0.1, steps: 100 })); // { schedule: 'cosine', from: 0.1, to: 0, steps: 100, exponent: 1 }
* configOf((step) => 0.1 / (1 + step)); // undefined
* ```
*/
function configOf(schedule) {
	return schedule.config;
}
// packages/optim/src/schedules/restore-parts.ts
/** Options with each saved schedule among them restored. What is none stays, for a check to refuse it. */
var restoreParts = (where, options) => Object.fromEntries(Object.entries(options).map(([name, value]) => [name, Array.isArray(value) ? value.map((one) => restorePart(where, one)) : restorePart(where, value)]));
var restorePart = (where, value) => typeof value === "object" && value !== null && kindOf(value) === "schedule" ? restoreNamed(where, "schedule", value) : value;
// packages/optim/src/schedules/define-schedule.ts
/**
* Defines a schedule that can be saved: a function from its options to the schedule.
*
* The name and the options are what is saved. The name is registered, so {@link restoreSchedule} and the
* optimizers find it again. An option may itself be a schedule, or a list of schedules; then the whole can
* be saved if they can.
*
* @example
* ```ts
* const sawtooth = defineSchedule({
*   name: 'sawtooth',
*   complete: ({ from, steps = 100 }: { from: number; steps?: number }) => ({ from, steps }),
*   curve: ({ from, steps }) => (step) => from * (1 - (step % steps) / steps),
* });
* const optimizer = new SGD(model, { learningRate: sawtooth({ from: 0.1 }) });
* ```
*/
function defineSchedule(definition) {
	const { name } = definition;
	const make = (given) => {
		const options = frozen(definition.complete(given ?? {}));
		checkNames(name, given ?? {}, Object.keys(options));
		definition.check?.(options, name);
		const depth = 1 + Math.max(0, ...partsOf(options).map(depthOf));
		if (depth > deepest) throw new OptionError(`${name}: got schedules ${depth} deep within each other, expected at most ${deepest}.`);
		const curve = definition.curve(options);
		const schedule = (step) => curve(step);
		const saved = savedForm(options);
		if (saved !== void 0) Object.assign(schedule, { config: Object.freeze({
			schedule: name,
			...saved
		}) });
		depths.set(schedule, depth);
		return Object.freeze(schedule);
	};
	registerNamed("schedule", name, (saved, where) => make(restoreParts(where, saved)));
	return make;
}
/** Schedules within each other, at most: each calls the next, and a stack ends. */
var deepest = 500;
var depths = /* @__PURE__ */ new WeakMap();
/** How deep schedules are within one. What was written as a function counts as one. */
var depthOf = (schedule) => depths.get(schedule) ?? 1;
var partsOf = (options) => Object.values(options).flat().filter((value) => typeof value === "function");
/** A copy that cannot be changed: neither may the schedule, by a later change of the arrays given. */
function frozen(options) {
	const entries = Object.entries(options).map(([name, value]) => [name, Array.isArray(value) ? Object.freeze([...value]) : value]);
	return Object.freeze(Object.fromEntries(entries));
}
/** Options with the config of each schedule in its place, or `undefined` if one has none. */
function savedForm(options) {
	const saved = {};
	for (const [name, value] of Object.entries(options)) {
		saved[name] = Array.isArray(value) ? Object.freeze(value.map(savedOption)) : savedOption(value);
		if ([saved[name]].flat().includes(void 0)) return void 0;
	}
	return saved;
}
var savedOption = (value) => typeof value === "function" ? configOf(value) : value;
// packages/optim/src/regularizers/options.ts
/**
* The options that penalties and constraints share, checked, with defaults filled in.
*
* @param others Names of the options that one has beside them.
*/
function sharedOptions(where, options, ...others) {
	checkNames(where, options, ["include", ...others]);
	const { include = "weights" } = options;
	checkWord(where, { include }, "include", ["weights", "all"]);
	return { include };
}
// packages/optim/src/regularizers/register-regularizer.ts
/**
* Lets a penalty or constraint be restored from its `config`, by {@link restoreRegularizer} and by the state
* of an optimizer. Those of this package are registered where they are defined; do so with your own.
*
* @param restore Makes it from its saved options. What a file really holds, this function has to check.
* @example
* ```ts
* // Σ (w − 1)² / 2, whose gradient is w − 1.
* const nearOne = (): Regularizer<'gradient'> => ({
*   name: 'nearOne',
*   config: { regularizer: 'nearOne' },
*   applies: () => true,
*   gradient: (w) => sub(w, 1),
* });
* registerRegularizer('nearOne', nearOne);
* ```
*/
function registerRegularizer(name, restore) {
	registerNamed("regularizer", name, (options) => restore(options));
}
// packages/optim/src/regularizers/make-penalty.ts
/** Makes a penalty from its formulas, with those forms on symbols that it has. */
function makePenalty(definition) {
	const { name, options, penaltyOf, ...forms } = definition;
	const applies = ({ rank }) => options.include === "all" || rank > 1;
	return {
		...forms,
		name,
		config: Object.freeze({
			regularizer: name,
			...options
		}),
		applies,
		penalty: (parameters) => tidy(() => {
			const terms = [...parameters].filter(applies).map((w) => penaltyOf(w));
			return terms.length === 0 ? scalar(0) : terms.reduce((a, b) => add(a, b));
		})
	};
}
// packages/optim/src/regularizers/penalties/absolute.ts
/** |w|, with the derivative 0 at 0. TensorFlow.js gives its own `abs` the derivative −1 there. */
var absolute = (w) => mul(w, sign(w));
// packages/optim/src/regularizers/penalties/l1.ts
/**
* The lasso penalty, which makes weights sparse.
*
*     R(w) = λ Σ|w|
*     gradient:  λ sign(w), with 0 at 0
*     proximal:  sign(w) · max(|w| − step · λ, 0)
*
* The gradient makes weights small but hardly ever 0: they oscillate about it. The proximal step
* makes exact zeros; give it to an optimizer as `proximal`.
*
* @param lambda Strength λ, a finite number ≥ 0.
* @throws {@link OptionError} when λ or an option leaves its range.
* @example
* ```ts
* const penalty = l1(1e-4);
* const optimizer = new SGD(model, { learningRate: 0.1, proximal: penalty });
* const loss = () => add(crossEntropy(model.forward(x), y), penalty.penalty(model.parameters()));
* ```
*/
function l1(lambda, options = {}) {
	checkNonNegative("l1", { lambda }, "lambda");
	return makePenalty({
		name: "l1",
		options: {
			lambda,
			...sharedOptions("l1", options)
		},
		penaltyOf: (w) => mul(lambda, sum(absolute(w))),
		gradient: (w) => mul$1(lambda, sign$1(w)),
		proximal: (w, step) => shrink(w, mul$1(step, lambda))
	});
}
registerRegularizer("l1", ({ lambda, ...options }) => l1(lambda, options));
// packages/optim/src/regularizers/penalties/l2.ts
/**
* The ridge penalty, which keeps weights small.
*
*     R(w) = λ Σw²
*     gradient:  2 λ w
*     proximal:  w / (1 + 2 · step · λ)
*
* There is no ½ in it, as in Keras. PyTorch's `weight_decay` adds λ' w to the gradient, the penalty
* (λ'/2) Σw²: so `l2(λ)` in the gradient of {@link SGD} or {@link Adam} is `weightDecay: 2 * λ`
* there. It never is the decoupled decay of {@link AdamW}, which no gradient passes through.
*
* @param lambda Strength λ, a finite number ≥ 0.
* @throws {@link OptionError} when λ or an option leaves its range.
* @example
* ```ts
* const penalty = l2(5e-5);
* const loss = () => add(crossEntropy(model.forward(x), y), penalty.penalty(model.parameters()));
* ```
*/
function l2(lambda, options = {}) {
	checkNonNegative("l2", { lambda }, "lambda");
	return makePenalty({
		name: "l2",
		options: {
			lambda,
			...sharedOptions("l2", options)
		},
		penaltyOf: (w) => mul(lambda, sum(square(w))),
		gradient: (w) => mul$1(2 * lambda, w),
		proximal: (w, step) => div$1(w, add$1(1, mul$1(step, 2 * lambda)))
	});
}
registerRegularizer("l2", ({ lambda, ...options }) => l2(lambda, options));
// packages/optim/src/schedules/check-schedule.ts
/** Throws unless `value` is a function. */
function checkSchedule(where, value) {
	if (typeof value !== "function") throw new OptionError(`${where}: got ${describe(value)}, expected a schedule. Write \`constant(x)\` for a number x.`);
}
/** Throws unless `values` is a list of schedules that is not empty. */
function checkSchedules(where, values) {
	if (!Array.isArray(values) || values.length === 0) throw new OptionError(`${where}: got ${describe(values)}, expected a list of at least one schedule.`);
	values.forEach((value, i) => {
		checkSchedule(`${where}[${i}]`, value);
	});
}
// packages/optim/src/schedules/boundaries.ts
/**
* Throws unless `boundaries` is a list of integers in order.
*
* @param least The smallest that the first may be.
* @param apart How much more each is than the one before it, at least.
*/
function checkBoundaries(where, boundaries, least, apart) {
	if (!Array.isArray(boundaries)) throw new OptionError(`${where}.boundaries: got ${describe(boundaries)}, expected a list of integers.`);
	let next = least;
	for (const boundary of boundaries) {
		checkInteger(where, { boundaries: boundary }, next, "boundaries");
		next = boundary + apart;
	}
}
// packages/optim/src/schedules/combine/join.ts
function join(schedules, boundaries) {
	return joined({
		schedules,
		boundaries
	});
}
var joined = defineSchedule({
	name: "join",
	complete: ({ schedules, boundaries }) => ({
		schedules,
		boundaries
	}),
	check({ schedules, boundaries }, where) {
		checkSchedules(`${where}.schedules`, schedules);
		if (!Array.isArray(boundaries) || boundaries.length !== schedules.length - 1) throw new OptionError(`${where}.boundaries: got ${describe(boundaries)}, expected ${schedules.length - 1} for ${schedules.length} schedules. Give the first step of each schedule but the first.`);
		checkBoundaries(where, boundaries, 0, 1);
	},
	curve({ schedules, boundaries }) {
		const starts = [0, ...boundaries];
		return (step) => {
			const started = starts.findLastIndex((start) => step >= start);
			const index = Math.max(started, 0);
			return schedules[index](step - starts[index]);
		};
	}
});
// packages/optim/src/schedules/decay/cosine.ts
/**
* Half a period of a cosine from one value to another, which then stays.
*
*     to + (from − to) · ((1 + cos(π · step / steps)) / 2)^exponent     while step < steps
*     to                                                                afterwards
*
* Up to `steps` the numbers are those of `torch.optim.lr_scheduler.CosineAnnealingLR(steps, to)`.
* After that PyTorch's rate rises again, as {@link cosineAnnealing} does; this one stays, as
* `optax.cosine_decay_schedule(from, steps, to / from, exponent)` does. Upward, `from` below `to`, it
* is a warm-up.
*
* Paper: Loshchilov & Hutter, ICLR 2017, https://arxiv.org/abs/1608.03983
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const rate = cosine({ from: 0.1, steps: 2 });
* [0, 1, 2, 3].map(rate); // 0.1, 0.05, 0, 0
* ```
*/
var cosine = defineSchedule({
	name: "cosine",
	complete: ({ from, to = 0, steps, exponent = 1 }) => ({
		from,
		to,
		steps,
		exponent
	}),
	check(o, where) {
		checkFinite(where, o, "from", "to");
		checkInteger(where, o, 1, "steps");
		checkPositive(where, o, "exponent");
	},
	curve({ from, to, steps, exponent }) {
		return (step) => {
			if (step >= steps) return to;
			const left = ((1 + Math.cos(Math.PI * step / steps)) / 2) ** exponent;
			return from + (to - from) * (1 - left);
		};
	}
});
// packages/optim/src/schedules/warmup/linear-warmup.ts
/**
* A straight line from one value to another, which then stays.
*
*     from + (to − from) · step / steps     while step < steps
*     to                                    afterwards
*
* `torch.optim.lr_scheduler.LinearLR(start_factor, 1, steps)` on the rate b is
* `linearWarmup({ from: start_factor * b, to: b, steps })`. There a start at 0 is refused; here it
* is the default, and the first step then changes nothing.
*
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const rate = linearWarmup({ to: 1e-3, steps: 4 });
* [0, 1, 2, 3, 4, 5].map(rate); // 0, 0.00025, 0.0005, 0.00075, 0.001, 0.001
* ```
*/
var linearWarmup = defineSchedule({
	name: "linearWarmup",
	complete: ({ from = 0, to, steps }) => ({
		from,
		to,
		steps
	}),
	check(o, where) {
		checkFinite(where, o, "from", "to");
		checkInteger(where, o, 0, "steps");
	},
	curve({ from, to, steps }) {
		return (step) => step < steps ? from + (to - from) * (step / steps) : to;
	}
});
export { l1 as a, l2 as i, cosine as n, SGD as o, join as r, clipByGlobalNorm as s, linearWarmup as t };
