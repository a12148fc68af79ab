import { pt as checkTensor, yt as TensorError } from "./check-Bw3kyXK2.js";
import { a as totalOfSquares } from "./split-BNnPFag0.js";
import { customGrad, div, mul, sub, tidy } from "@tensorflow/tfjs-core";
// packages/nn/src/losses/mean-squared-error.ts
/**
* The mean of squared differences over all n elements:
*
*     (1/n) Σ (prediction − target)²
*
* Both are float32 and of one shape, of any rank; nothing is broadcast. A `[8]` beside an `[8, 1]`
* would otherwise become 64 differences, unnoticed. Gradients go to both.
*
* @returns A 0-D tensor.
* @throws {@link TensorError} when shapes differ, are empty, or a dtype is not float32.
* @example
* ```ts
* meanSquaredError(tensor([1, 2]), tensor([1, 4])).print(); // 2
* ```
*/
function meanSquaredError(predictions, targets) {
	for (const [name, given] of Object.entries({
		predictions,
		targets
	})) {
		checkTensor(`meanSquaredError.${name}`, given);
		const { dtype } = given;
		if (dtype !== "float32") throw new TensorError(`meanSquaredError: got ${dtype} ${name}, expected float32. Pass \`cast(${name}, 'float32')\`.`);
	}
	if (predictions.shape.join() !== targets.shape.join() || predictions.size === 0) throw new TensorError(`meanSquaredError: got predictions [${predictions.shape}] and targets [${targets.shape}], expected equal shapes with at least one element.`);
	return tidy(() => meanSquare(sub(predictions, targets)));
}
/** The mean of squares, with a gradient of one pass over the elements instead of four. */
var meanSquare = (x) => customGrad((x, save) => {
	const given = x;
	save([given]);
	return {
		value: div(totalOfSquares(given), given.size),
		gradFunc: (dy, [saved]) => mul(saved, mul(dy, 2 / given.size))
	};
})(x);
export { meanSquaredError as t };
