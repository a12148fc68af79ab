import { I as less, K as uniform, M as bits, dt as checkProbability, k as trace, q as where$1, st as checkNames, y as execute, yt as TensorError, z as mul$1 } from "./check-Bw3kyXK2.js";
import { d as Module, m as HostInteger, u as nextStream } from "./split-BNnPFag0.js";
import { clone, customGrad } from "@tensorflow/tfjs-core";
// packages/nn/src/layers/random-module.ts
/**
* A module that draws random numbers in its calls.
*
* They come from a stream of its own, so modules do not disturb each other. The stream and the count
* of draws are in the state dict, so a resumed run draws what it would have drawn.
*/
var RandomModule = class extends Module {
	key;
	stream;
	/** Number of draws so far. */
	step = new HostInteger(0);
	/** @param where Name of the class, for messages. */
	constructor(where, options) {
		checkNames(where, options, ["random"]);
		const { key, stream } = nextStream(where, options.random);
		super();
		this.key = new HostInteger(key);
		this.stream = new HostInteger(stream);
	}
	/** What is computed with the next draw. A gradient of it has to use the same draw. */
	draw(compute) {
		const { key, stream, step } = this;
		const result = compute({
			key: key.value,
			stream: stream.value,
			step: step.value
		});
		step.value = (step.value + 1) % 2 ** 32;
		return result;
	}
};
// packages/nn/src/layers/dropout/random-layer.ts
/** A layer that changes its input at random while training, and gives it as it is in evaluation. */
var RandomLayer = class extends RandomModule {
	/** Name of the class, for messages. */
	#where;
	constructor(where, options) {
		super(where, options);
		this.#where = where;
	}
	forward(x) {
		if (x.dtype !== "float32") throw new TensorError(`${this.#where}.forward: got ${x.dtype} [${x.shape}], expected float32.`);
		const layout = this.expectedLayout?.(x.rank);
		if (layout !== void 0) throw new TensorError(`${this.#where}.forward: got [${x.shape}], expected ${layout}.`);
		if (!this.training || this.isIdentity()) return clone(x);
		return this.draw((draw) => this.change(x, draw));
	}
};
// packages/nn/src/layers/dropout/probability-layer.ts
/** A layer that drops a share p of something. */
var ProbabilityLayer = class extends RandomLayer {
	/** Share p that is dropped, in [0, 1]. */
	p;
	constructor(where, p, options) {
		checkProbability(where, { p }, "p");
		super(where, options);
		this.p = p;
	}
	isIdentity() {
		return this.p === 0;
	}
};
// packages/nn/src/layers/dropout/dropout.ts
/**
* Sets elements to zero at random while training, and scales the others so that the mean stays:
*
*     y = 0 if u < p, else x / (1 − p)       u uniform in [0, 1), new for each element and call
*
* In evaluation it gives its input. p = 0 does so too; p = 1 gives exact zeros, also as gradient.
*
* u comes from the layer's own random stream, so layers do not disturb each other. No mask is kept:
* the gradient runs the same kernel with the same counters on the gradient of y. The stream and the
* count of calls are in the state dict, so a resumed run draws the masks it would have drawn.
*
* Dropped elements are 0 whatever they were. PyTorch multiplies by the mask, which makes NaN of
* dropped infinities and NaNs.
*
* Paper: Srivastava et al., JMLR 15, 2014, https://jmlr.org/papers/v15/srivastava14a.html
*
* @throws {@link OptionError} when p is outside of [0, 1].
* @example
* ```ts
* const layer = new Dropout(0.5);
* layer.forward(ones([4])).print(); // zeros and twos
* layer.eval().forward(ones([4])).print(); // ones
* ```
*/
var Dropout = class extends ProbabilityLayer {
	/** @param p Share of elements to drop, in [0, 1]. Default `0.5`. */
	constructor(p = .5, options = {}) {
		super("Dropout", p, options);
	}
	change(x, draw) {
		return drop(x, {
			...dropoutScalars(this.p),
			...draw
		});
	}
};
/** What {@link Dropout} computes, on symbols. */
var dropoutProgram = trace({
	name: "Dropout",
	tensors: ["x"],
	scalars: ["p", "scale"],
	integers: [
		"key",
		"stream",
		"step"
	]
}, ({ x, p, scale, key, stream, step }) => ({ y: where$1(less(uniform(bits(key, stream, step)), p), 0, mul$1(x, scale)) }));
/** The numbers of {@link dropoutProgram} for p. With p = 1 nothing is left to scale. */
var dropoutScalars = (p) => ({
	p,
	scale: p === 1 ? 0 : 1 / (1 - p)
});
/** x where elements are kept, times a scale, and 0 elsewhere, in one kernel; so is its gradient. */
function drop(x, scalars) {
	const mask = (x) => execute(dropoutProgram, {
		tensors: { x },
		scalars: { ...scalars }
	}).y;
	const masked = customGrad((x) => ({
		value: mask(x),
		gradFunc: (dy) => masked(dy)
	}));
	return masked(x);
}
export { Dropout as t };
