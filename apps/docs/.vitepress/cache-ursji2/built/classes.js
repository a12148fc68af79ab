import { a as register, b as threefry, n as number, r as readOptions } from "./assets/check-Bw3kyXK2.js";
import { l as RandomStreams, o as Linear, s as Sequential } from "./assets/split-BNnPFag0.js";
import { t as Dropout } from "./assets/dropout-D0IFKwOG.js";
import { t as Tanh } from "./assets/tanh-DiRP0AdL.js";
import { t as crossEntropy } from "./assets/cross-entropy-CXbMFloZ.js";
import { t as AdamW } from "./assets/adamw-Di82pg7V.js";
import { n as syntheticOptions, t as classifiedPoints } from "./assets/points-BpyXeRKz.js";
import * as tf from "@tensorflow/tfjs";
// packages/problems/src/datasets/circles.ts
var table = {
	...syntheticOptions,
	factor: number(.5, "(0, 1)"),
	noise: number(.1, "[0, 10]")
};
/**
* Two circles around the origin: class 0 with radius 1, class 1 inside it with radius `factor`.
* The points of each are evenly spaced.
*
* These are the circles of scikit-learn's `make_circles`, with other random numbers.
* @throws {@link ProblemError} when an option leaves the range written on it.
* @example
* ```ts
* const { train, test } = circles({ factor: 0.3 });
* ```
*/
function circles(options = {}) {
	const { factor, ...rest } = readOptions("circles", options, table);
	return classifiedPoints("circles", ["outer", "inner"], rest, (label, k, count) => {
		const radius = label === 0 ? 1 : factor;
		const angle = 2 * Math.PI * k / count;
		return [radius * Math.cos(angle), radius * Math.sin(angle)];
	});
}
// apps/docs/.vitepress/cache-ursji2/classes.ts
await tf.setBackend("cpu");
register();
var { train, test } = circles({
	examples: 70,
	noise: .1,
	seed: 3
});
var [rows, testRows] = [train, test].map(({ examples, features }) => Array.from({ length: examples }, (_, row) => {
	const [x, y] = features.subarray(2 * row, 2 * row + 2);
	return [x, y];
}));
var mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i] / rows.length, 0));
var deviation = mean.map((m, i) => {
	const root = Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - m) ** 2 / rows.length, 0));
	return root > 1e-12 * Math.abs(m) ? root : 1;
});
var [inputs, testInputs] = [rows, testRows].map((all) => all.map((row) => row.map((x, i) => (x - mean[i]) / deviation[i])));
var random = new RandomStreams(3);
var linear1 = new Linear(2, 5, { random });
var linear2 = new Linear(5, 3, { random });
var linear3 = new Linear(3, 2, { random });
var { key, stream } = random.next();
random.next();
var model = new Sequential(linear1, new Tanh(), new Dropout(.25, { random }), linear2, new Tanh(), linear3);
var optimizer = new AdamW(model, { learningRate: .005 });
var order = [0];
for (let step = 0; step < 25; step++) {
	const index = step % 2;
	if (index === 0) {
		order = Array.from({ length: 56 }, (_, i) => i);
		for (let i = order.length - 1; i > 0; i--) {
			const [bits] = threefry(key, stream, i, 1 + step / 2);
			const j = Math.floor(bits / 2 ** 32 * (i + 1));
			[order[i], order[j]] = [order[j], order[i]];
		}
	}
	tf.tidy(() => {
		const rows = order.slice(index * 32, (index + 1) * 32);
		const x = tf.tensor2d(rows.map((row) => inputs[row]));
		const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), "int32");
		const loss = optimizer.step(() => crossEntropy(model.forward(x), wanted));
		console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
	});
}
model.eval();
var testLoss = tf.tidy(() => crossEntropy(model.forward(tf.tensor2d(testInputs)), tf.tensor1d(test.labels, "int32")).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
export {};
