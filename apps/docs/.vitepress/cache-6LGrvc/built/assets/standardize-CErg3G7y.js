import { yt as TensorError } from "./check-Bw3kyXK2.js";
import { add, div, mul, pad, reshape, rsqrt, square, sub, sum } from "@tensorflow/tfjs-core";
// packages/nn/src/layers/normalization/mean-over.ts
/** Terms that may be added one after another: their rounding stays in the last two digits of float32. */
var mostTerms = 512;
/** Terms of one partial sum. */
var blockSize = 64;
/**
* The mean of the rows or columns of a matrix, with its axis kept. A long axis is added up in blocks, since some backends
* add one float32 number after another: after 10⁵ terms three digits would be gone.
*/
function meanOver(matrix, axis) {
	let partial = matrix;
	while (partial.shape[axis] > mostTerms) partial = blockSums(partial, axis);
	return div(sum(partial, axis, true), matrix.shape[axis]);
}
/** Sums of neighbours along an axis: of as many as divide its length, or of 64 with zeros behind the last. */
function blockSums(matrix, axis) {
	const length = matrix.shape[axis];
	const divisor = divisorOf(length);
	const size = divisor < blockSize / 8 ? blockSize : divisor;
	const missing = Math.ceil(length / size) * size - length;
	const whole = missing === 0 ? matrix : pad(matrix, [[0, axis === 0 ? missing : 0], [0, axis === 1 ? missing : 0]]);
	const blocks = (length + missing) / size;
	const [rows, columns] = whole.shape;
	return sum(reshape(whole, axis === 0 ? [
		blocks,
		size,
		columns
	] : [
		rows,
		blocks,
		size
	]), axis + 1);
}
/** The largest divisor of a length that is no larger than a block. */
function divisorOf(length) {
	let divisor = blockSize;
	while (length % divisor !== 0) divisor--;
	return divisor;
}
// packages/nn/src/layers/normalization/standardize.ts
/** x as rows of `features` numbers. Throws unless that is the size of its last axis. */
function rowsOf(where, x, features) {
	if (x.shape.at(-1) !== features) throw new TensorError(`${where}: got [${x.shape}], expected [..., ${features}].`);
	return reshape(x, [-1, features]);
}
/** Rows less their mean over an axis, that mean, and the variance by the number of values. */
function centre(rows, axis) {
	const average = meanOver(rows, axis);
	const centred = sub(rows, average);
	return {
		centred,
		mean: average,
		variance: meanOver(square(centred), axis)
	};
}
/** centred / √(variance + ε) · γ + β, where what is undefined is left out. */
function standardize(centred, variance, epsilon, gamma, beta) {
	const standard = mul(centred, rsqrt(add(variance, epsilon)));
	const scaled = gamma === void 0 ? standard : mul(standard, gamma);
	return beta === void 0 ? scaled : add(scaled, beta);
}
export { rowsOf as n, standardize as r, centre as t };
