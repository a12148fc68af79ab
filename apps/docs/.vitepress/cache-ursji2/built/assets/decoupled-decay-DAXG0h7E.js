import { n as configure } from "./scale-by-learning-rate-COjWDD57.js";
import { X as required, ct as checkNonNegative, w as defineTransform, z as mul } from "./check-Bw3kyXK2.js";
// packages/optim/src/transforms/decoupled-decay.ts
var decaying = defineTransform({
	name: "decoupledDecay",
	defaults: {
		learningRate: required,
		weightDecay: .01
	},
	check(o, where) {
		checkNonNegative(where, o, "weightDecay");
	},
	scalars: ({ learningRate, weightDecay }) => ({ keep: 1 - learningRate * weightDecay }),
	update: ({ param }, { keep }) => ({ param: mul(keep, param) })
});
/**
* Decoupled weight decay, in front of the transforms that make a step: θ ← (1 − γ λ) θ.
*
* γ and λ are the options `learningRate` and `weightDecay` of the optimizer; γ is declared by the step behind it.
*
* Paper: Loshchilov & Hutter, ICLR 2019, https://arxiv.org/abs/1711.05101
* @param weightDecay Default λ, ≥ 0. Default `1e-2`.
* @throws {@link OptionError} when the argument leaves its range.
*/
var decoupledDecay = (weightDecay) => configure(decaying, { weightDecay });
export { decoupledDecay as t };
