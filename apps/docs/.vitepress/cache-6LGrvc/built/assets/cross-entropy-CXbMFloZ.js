import { bt as describe, ct as checkNonNegative, dt as checkProbability, gt as OptionError, ht as checkWord, ot as checkInteger, pt as checkTensor, st as checkNames, yt as TensorError } from "./check-Bw3kyXK2.js";
import { i as total } from "./split-BNnPFag0.js";
import { add, any, cast, customGrad, div, equal, exp, log, logicalNot, max, mul, range, reshape, scalar, sub, sum, tensor1d, tidy, where, zerosLike } from "@tensorflow/tfjs-core";
// packages/nn/src/losses/exponentials.ts
/** z less its greatest element, by row; e to the power of that; and the sum of these, `[batch, 1]`. */
function exponentials(z) {
	const shifted = sub(z, max(z, -1, true));
	const powers = exp(shifted);
	return {
		shifted,
		powers,
		normalizer: sum(powers, -1, true)
	};
}
// packages/nn/src/losses/weighted-targets.ts
/** The coefficients of labels that are classes or probabilities, see {@link crossEntropy}. */
function weightedTargets(labels, how) {
	const weights = how.classWeights && tensor1d([...how.classWeights]);
	const weighted = (targets) => weights === void 0 ? targets : mul(targets, weights);
	const examples = scalar(labels.shape[0]);
	if (labels.rank === 2) {
		const coefficients = weighted(smoothed(labels, how));
		return {
			coefficients,
			totals: sum(coefficients, 1, true),
			divisor: examples
		};
	}
	const column = reshape(labels, [-1, 1]);
	const isClass = equal(column, range(0, how.classes, 1, "int32"));
	const counts = how.ignoredLabel === void 0 ? void 0 : logicalNot(equal(column, how.ignoredLabel));
	const counted = (values) => counts === void 0 ? values : mul(values, cast(counts, "float32"));
	const target = counted(cast(isClass, "float32"));
	const coefficients = counted(weighted(smoothed(target, how)));
	const sums = weights === void 0 ? scalar(1) : sum(coefficients, 1, true);
	const isKnown = any(isClass, 1, true);
	const totals = where(isKnown, sums, scalar(NaN));
	if (counts === void 0) return {
		coefficients,
		totals,
		divisor: weights === void 0 ? examples : total(weighted(target)),
		isLabel: isClass
	};
	return {
		coefficients,
		totals: where(counts, totals, 0),
		divisor: weights === void 0 ? total(cast(counts, "float32")) : sum(weighted(target)),
		isLabel: isClass,
		counts
	};
}
/** (1 − s) t + s / K. */
var smoothed = (target, { labelSmoothing, classes }) => labelSmoothing === 0 ? target : add(mul(target, 1 - labelSmoothing), labelSmoothing / classes);
// packages/nn/src/losses/cross-entropy.ts
function crossEntropy(logits, labels, options = {}) {
	checkTensors(logits, labels);
	const classes = logits.shape.at(-1);
	const areClasses = labels.dtype === "int32";
	const how = checkOptions(options, areClasses, classes);
	const { reduction = "mean" } = options;
	const examples = logits.shape.slice(0, -1);
	const loss = customGrad((given, saveUntyped) => {
		const z = given;
		const { coefficients, totals, divisor: mass, isLabel, counts } = weightedTargets(reshape(labels, areClasses ? [-1] : [-1, classes]), how);
		const divisor = reduction === "mean" ? mass : scalar(1);
		const counted = (values, of = counts) => of === void 0 ? values : where(of, values, zerosLike(values));
		saveUntyped([
			z,
			coefficients,
			totals,
			divisor,
			...counts === void 0 ? [] : [counts]
		]);
		const { shifted, normalizer } = exponentials(z);
		const isPlain = isLabel !== void 0 && how.labelSmoothing === 0;
		const products = isPlain && how.classWeights === void 0 ? shifted : mul(coefficients, shifted);
		const chosen = isPlain ? where(isLabel, products, zerosLike(shifted)) : products;
		const each = counted(sub(mul(totals, log(normalizer)), sum(chosen, -1, true)));
		const value = reduction === "none" ? reshape(each, examples) : div(total(each), divisor);
		const gradFunc = (dy, saved) => {
			const [z, coefficients, totals, divisor, counts] = saved;
			const { powers, normalizer } = exponentials(z);
			const slopes = sub(mul(powers, div(totals, normalizer)), coefficients);
			const above = reduction === "none" ? reshape(dy, [-1, 1]) : div(dy, divisor);
			return counted(mul(slopes, above), counts);
		};
		return {
			value,
			gradFunc
		};
	});
	return tidy(() => loss(reshape(logits, [-1, classes])));
}
function checkOptions(options, areClasses, classes) {
	const { labelSmoothing = 0, classWeights, ignoredLabel, reduction = "mean" } = options;
	checkNames("crossEntropy", options, [
		"labelSmoothing",
		"classWeights",
		"ignoredLabel",
		"reduction"
	]);
	checkWord("crossEntropy", { reduction }, "reduction", [
		"mean",
		"sum",
		"none"
	]);
	checkProbability("crossEntropy", { labelSmoothing }, "labelSmoothing");
	if (classWeights !== void 0) {
		if (!Array.isArray(classWeights) || classWeights.length !== classes) throw new OptionError(`crossEntropy.classWeights: got ${describe(classWeights)}, expected a list of ${classes} numbers.`);
		classWeights.forEach((weight, i) => {
			checkNonNegative("crossEntropy.classWeights", { [i]: weight }, String(i));
		});
	}
	if (ignoredLabel !== void 0) {
		checkInteger("crossEntropy", { ignoredLabel }, -(2 ** 31), "ignoredLabel");
		if (!areClasses) throw new OptionError(`crossEntropy.ignoredLabel: got ${ignoredLabel} with probabilities as labels, expected it with classes only. Give the examples to leave out a row of zeros.`);
	}
	return {
		classes,
		labelSmoothing,
		classWeights,
		ignoredLabel
	};
}
function checkTensors(logits, labels) {
	checkTensor("crossEntropy.logits", logits);
	checkTensor("crossEntropy.labels", labels);
	const { dtype, rank, size, shape } = logits;
	if (dtype !== "float32" || rank === 0 || size === 0) throw new TensorError(`crossEntropy: got logits ${dtype} [${shape}], expected float32 [..., classes], not empty.`);
	const found = `${labels.dtype} [${labels.shape}]`;
	const [forClasses, forProbabilities] = [`int32 [${shape.slice(0, -1)}]`, `float32 [${shape}]`];
	if (found === forClasses || found === forProbabilities) return;
	const advice = labels.rank < rank ? "`cast(labels, 'int32')` for classes" : "`cast(labels, 'float32')` for probabilities";
	throw new TensorError(`crossEntropy: got labels ${found} for logits [${shape}], expected ${forClasses} or ${forProbabilities}. Pass ${advice}.`);
}
export { crossEntropy as t };
