import { a as register, i as ProblemError, n as number, o as randomNormal, r as readOptions, t as integer } from "./assets/check-Bw3kyXK2.js";
import { a as l1, i as l2, n as cosine, o as SGD, r as join, s as clipByGlobalNorm, t as linearWarmup } from "./assets/linear-warmup-B3CwSQ8X.js";
import * as tf from "@tensorflow/tfjs";
// packages/problems/src/surfaces/surface.ts
/** A surface whose functions check the number of coordinates. */
function defineSurface(surface) {
	const { name, dimension, value, gradient } = surface;
	const checked = (where, x) => {
		if (x.length === dimension) return x;
		throw new ProblemError(`${name}.${where}: got ${x.length} coordinates, expected ${dimension}.`);
	};
	return {
		...surface,
		value: (x) => value(checked("value", x)),
		gradient: (x) => gradient(checked("gradient", x))
	};
}
// packages/problems/src/surfaces/quadratic.ts
var table = {
	conditionNumber: number(100, "[1, 1e12]"),
	dimension: integer(2, "[2, 10000]")
};
/**
* A bowl with axes along the coordinates, the surface on which rates of convergence are proved.
*
*     f(x) = ½ Σᵢ λᵢ xᵢ²,    λᵢ = κ^((i − 1) / (n − 1)),    i = 1, …, n
*
* The curvatures λ go from 1 to κ in equal ratios. Its minimum is 0 at the origin. No start is
* customary; here it is (1, …, 1). Gradient descent with a fixed step converges for steps below
* 2 / κ, and fastest, by the factor (κ − 1) / (κ + 1) per step, with 2 / (κ + 1).
*
* Book: Nesterov, Introductory Lectures on Convex Optimization, Springer 2004, section 2.1.
* @throws {@link ProblemError} when an option leaves the range written on it.
* @example
* ```ts
* const bowl = quadratic({ conditionNumber: 1000 });
* bowl.gradient([1, 1]); // [1, 1000]
* ```
*/
function quadratic(options = {}) {
	const { conditionNumber, dimension } = readOptions("quadratic", options, table);
	const curvatures = Array.from({ length: dimension }, (_, i) => conditionNumber ** (i / (dimension - 1)));
	return defineSurface({
		name: "quadratic",
		dimension,
		start: curvatures.map(() => 1),
		minima: [{
			x: curvatures.map(() => 0),
			value: 0
		}],
		domain: curvatures.map(() => [-1.5, 1.5]),
		value: (x) => x.reduce((sum, xi, i) => sum + .5 * curvatures[i] * xi * xi, 0),
		gradient: (x) => x.map((xi, i) => curvatures[i] * xi)
	});
}
// apps/docs/.vitepress/cache-6LGrvc/surface.ts
await tf.setBackend("cpu");
register();
var surface = quadratic({ conditionNumber: 40 });
var place = tf.variable(tf.tensor1d([-9, 2]));
var optimizer = new SGD([place], {
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
	proximal: l1(.001, { include: "all" }),
	regularizer: l2(.001, { include: "all" }),
	clip: clipByGlobalNorm(.5)
});
for (let step = 0; step < 25; step++) tf.tidy(() => {
	const at = Array.from(place.dataSync());
	console.log(`step ${step + 1} value ${surface.value(at)} at ${at}`);
	optimizer.applyGradients({ [place.name]: tf.add(tf.tensor1d(surface.gradient(at)), randomNormal([2], {
		key: 3,
		stream: 1,
		step
	}, 0, .5)) });
});
export {};
