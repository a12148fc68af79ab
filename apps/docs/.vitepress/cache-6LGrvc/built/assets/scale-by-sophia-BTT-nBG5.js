import { E as zeros, F as lerp, L as max, N as clamp, P as div, at as checkFraction, ut as checkPositive, w as defineTransform, z as mul } from "./check-Bw3kyXK2.js";
// packages/optim/src/sophia/scale-by-sophia.ts
/**
* The direction of Sophia: the mean of gradients divided by the curvature, each element within ±1.
*
* With a default for `batchSize`, that is an option too: a factor of the curvature.
*/
var scaleBySophia = (defaults, curvature) => defineTransform({
	name: "scaleBySophia",
	defaults,
	state: {
		m: zeros(),
		hessian: zeros()
	},
	check(o, where) {
		const { batchSize = 1 } = o;
		checkFraction(where, o, "beta1", "beta2");
		checkPositive(where, {
			...o,
			batchSize
		}, "rho", "epsilon", "batchSize");
	},
	scalars: ({ beta1, beta2, rho, epsilon, batchSize = 1 }) => ({
		beta2,
		oneMinusBeta1: 1 - beta1,
		oneMinusBeta2: 1 - beta2,
		scale: rho * batchSize,
		epsilon
	}),
	update({ grad, m, hessian }, { oneMinusBeta1, scale, epsilon }) {
		const mNext = lerp(m, grad, oneMinusBeta1);
		return {
			grad: clamp(div(mNext, max(mul(scale, hessian), epsilon)), -1, 1),
			m: mNext
		};
	},
	further: { [curvature.name]: ({ grad, hessian }, { beta2, oneMinusBeta2 }) => ({ hessian: curvature.moved(hessian, grad, beta2, oneMinusBeta2) }) }
});
export { scaleBySophia as t };
