import { G as sub, J as checkTypes, O as mapTransforms, Y as evaluate, Z as derive, ct as checkNonNegative, st as checkNames, w as defineTransform, z as mul } from "./check-Bw3kyXK2.js";
// packages/core/src/transform/configure.ts
/**
* A transform with other defaults, numbers or schedules, for options that remain those of the optimizer: groups
* may differ in them, and `setOptions` changes them.
*
* In a chain they come before the defaults of all other transforms.
*
* @param given Options by name; `undefined` leaves the default.
* @throws {@link OptionError} when one is unknown or out of range.
* @example
* ```ts
* const slow = configure(AdamW.rule, { learningRate: 1e-5 });
* ```
*/
function configure(transform, given) {
	const { name, defaults } = transform;
	checkNames(name, given, Object.keys(defaults));
	const known = Object.entries(given).filter(([, value]) => value !== void 0);
	if (known.length === 0) return transform;
	const options = {
		...transform.given,
		...Object.fromEntries(known)
	};
	checkTypes(name, options, transform);
	const first = {
		...defaults,
		...evaluate(options, (schedule) => schedule(0))
	};
	const present = Object.entries(first).filter(([, value]) => !Number.isNaN(value));
	checkTypes(name, Object.fromEntries(present), transform);
	transform.check(first, name);
	const changed = mapTransforms(transform, (one) => {
		const own = known.filter(([option]) => option in one.defaults);
		return own.length === 0 ? one : configured(one, Object.fromEntries(own));
	});
	const [single] = changed.transforms;
	return transform.transforms.length === 1 && single?.name === name ? single : changed;
}
var configured = (inner, own) => derive(inner, {
	given: {
		...inner.given,
		...own
	},
	defaults: {
		...inner.defaults,
		...evaluate(own, (schedule) => schedule(0))
	}
});
// packages/optim/src/transforms/scale-by-learning-rate.ts
var descending = defineTransform({
	name: "scaleByLearningRate",
	defaults: { learningRate: .001 },
	check(o, where) {
		checkNonNegative(where, o, "learningRate");
	},
	scalars: ({ learningRate }) => ({ learningRate }),
	update: ({ param, grad }, { learningRate }) => ({ param: sub(param, mul(learningRate, grad)) })
});
/**
* The end of a chain, which moves the parameter: θ ← θ − γ g, as `optax.scale_by_learning_rate` does.
*
* γ is the option `learningRate` of the optimizer: groups may have another one, and `setOptions` changes it.
*
* @param learningRate Default γ, ≥ 0, a number or a schedule. Default `1e-3`.
* @throws {@link OptionError} when the argument leaves its range.
* @example
* ```ts
* const rule = chain(scaleByLion(), scaleByLearningRate(cosine({ from: 1e-4, steps: 1000 })));
* const optimizer = new Optimizer(rule, model);
* ```
*/
var scaleByLearningRate = (learningRate) => configure(descending, { learningRate });
export { configure as n, scaleByLearningRate as t };
