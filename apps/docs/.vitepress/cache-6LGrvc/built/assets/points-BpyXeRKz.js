import { t as integer } from "./check-Bw3kyXK2.js";
import { n as splitOptions, r as createRandom, t as split } from "./split-BNnPFag0.js";
// packages/problems/src/datasets/points.ts
/** What {@link SyntheticOptions} accept. */
var syntheticOptions = {
	examples: integer(500, "[20, 1000000]"),
	...splitOptions
};
/**
* Classes of points in the plane, in random order.
*
* The examples are dealt to the classes in turn, so class sizes differ by one at most. Each
* coordinate gets normal noise of standard deviation `noise`. The draws do not depend on `noise`:
* with a greater one, the same points move further in the same directions.
*/
function classifiedPoints(name, classNames, options, place) {
	const { examples, noise, seed, testShare } = options;
	const classCount = classNames.length;
	const random = createRandom(seed, 0);
	const features = new Float32Array(2 * examples);
	const labels = new Int32Array(examples);
	random.permutation(examples).forEach((dealt, row) => {
		const label = dealt % classCount;
		const count = Math.ceil((examples - label) / classCount);
		const [x, y] = place(label, Math.floor(dealt / classCount), count, random);
		features[2 * row] = x + noise * random.normal();
		features[2 * row + 1] = y + noise * random.normal();
		labels[row] = label;
	});
	return split({
		name,
		task: "classification",
		examples,
		featureCount: 2,
		featureNames: ["x", "y"],
		features,
		labels,
		classCount,
		classNames
	}, {
		testShare,
		seed
	});
}
export { syntheticOptions as n, classifiedPoints as t };
