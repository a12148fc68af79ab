import { D as chain, E as zeros, F as lerp, L as max, P as div, U as sqrt, at as checkFraction, ct as checkNonNegative, d as RuleOptimizer, j as add, rt as checkBoolean, w as defineTransform, z as mul } from "./check-Bw3kyXK2.js";
import { t as decoupledDecay } from "./decoupled-decay-DAXG0h7E.js";
import { n as configure, t as scaleByLearningRate } from "./scale-by-learning-rate-COjWDD57.js";
import { t as meanSquare } from "./mean-square-s_RYIOh3.js";
// packages/optim/src/adam/moments.ts
/** Throws unless β₁, β₂ and ε are in their ranges. */
function checkMeans(o, where) {
	checkFraction(where, o, "beta1", "beta2");
	checkNonNegative(where, o, "epsilon");
}
/** √v̂ + ε, where v̂ is v with its bias corrected. */
var rootOf = (v, vScale, epsilon) => add(mul(sqrt(v), vScale), epsilon);
/**
* The numbers of step t by which the means move and {@link directionOf} makes a direction of them.
*
* The correction of m, c = 1 − β₁ᵗ, stands in the denominator, c √v̂ + c ε: that saves a multiplication for each
* element.
*/
function directionNumbers({ beta1, beta2, epsilon }, t) {
	const correction = 1 - beta1 ** t;
	return {
		beta2,
		oneMinusBeta1: 1 - beta1,
		oneMinusBeta2: 1 - beta2,
		rootScale: correction / Math.sqrt(1 - beta2 ** t),
		rootTerm: correction * epsilon
	};
}
/** m̂ / (√v̂ + ε), the direction of Adam, from m and v as they are. */
var directionOf = (m, v, { rootScale, rootTerm }) => div(m, rootOf(v, rootScale, rootTerm));
// packages/optim/src/adam/scale-by-adam.ts
/** The direction of Adam, with m̂ or what looks ahead of it. */
var scaling = (nesterov) => defineTransform({
	name: "scaleByAdam",
	state: ({ amsgrad }) => ({
		m: zeros(),
		v: zeros(),
		vMax: amsgrad && zeros()
	}),
	defaults: {
		beta1: .9,
		beta2: .999,
		epsilon: 1e-8,
		amsgrad: false
	},
	check: checkMeans,
	scalars: (o, t) => ({
		...directionNumbers(o, t),
		ahead: nesterov ? o.beta1 * (1 - o.beta1 ** t) / (1 - o.beta1 ** (t + 1)) : 1
	}),
	update({ grad, m, v, vMax }, s, { static: { amsgrad } }) {
		const mNext = lerp(m, grad, s.oneMinusBeta1);
		const vNext = meanSquare(v, grad, s.beta2, s.oneMinusBeta2);
		const x = amsgrad ? max(vMax, vNext) : vNext;
		return {
			grad: directionOf(nesterov ? add(mul(s.ahead, mNext), mul(s.oneMinusBeta1, grad)) : mNext, x, s),
			m: mNext,
			v: vNext,
			...amsgrad && { vMax: x }
		};
	}
});
var adamScaling = scaling(false);
var nesterovScaling = scaling(true);
/**
* The direction of Adam, as `optax.scale_by_adam` gives it.
*
*     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
*     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
*     g ← m̂ / (√v̂ + ε)
*
* With `nesterov`, m̂ = β₁ m / (1 − β₁ᵗ⁺¹) + (1 − β₁) g / (1 − β₁ᵗ), the form of optax's `nadam`.
* With `amsgrad`, x ← max(x, v) takes the place of v in v̂; {@link scaleByAmsgrad} has optax's form.
*
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const rule = chain(scaleByAdam({ beta1: 0.8 }), scaleByLearningRate(1e-3));
* ```
*/
function scaleByAdam({ nesterov = false, ...options } = {}) {
	checkBoolean("scaleByAdam", { nesterov }, "nesterov");
	return configure(nesterov ? nesterovScaling : adamScaling, options);
}
// packages/optim/src/adam/adamw.ts
/**
* Adam with decoupled weight decay.
*
* For a parameter θ with gradient g, at step t = 1, 2, …:
*
*     θ ← (1 − γ λ) θ
*     m ← β₁ m + (1 − β₁) g                 m̂ = m / (1 − β₁ᵗ)
*     v ← β₂ v + (1 − β₂) g²                v̂ = v / (1 − β₂ᵗ)
*     θ ← θ − γ m̂ / (√v̂ + ε)
*
* With `amsgrad`, x ← max(x, v) is kept and takes the place of v in v̂.
*
* State: `m`, `v` and with `amsgrad` `vMax`, zeros at first, each with the shape of θ. λ acts per
* unit of γ: a step shrinks θ by the factor 1 − γ λ, whatever its gradient. The numbers are those
* of `torch.optim.AdamW`.
*
* Paper: Loshchilov & Hutter, ICLR 2019, https://arxiv.org/abs/1711.05101
* @throws {@link OptionError} when an option leaves the range written on it.
* @example
* ```ts
* const w = variable(tensor([2, -4]));
* const optimizer = new AdamW([w], { learningRate: 0.1 });
* for (let i = 0; i < 200; i++) optimizer.step(() => sum(square(w)));
* w.print(); // near [0, 0]
* ```
*/
var AdamW = class extends RuleOptimizer {
	static tfjsSlots = {
		m: "m",
		v: "v"
	};
	static rule = chain("AdamW", decoupledDecay(), scaleByAdam(), scaleByLearningRate());
};
export { AdamW as t };
