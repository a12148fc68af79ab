import { d as Module } from "./split-BNnPFag0.js";
import { tanh } from "@tensorflow/tfjs-core";
// packages/nn/src/layers/activations/tanh.ts
/**
* The hyperbolic tangent of each element, in (−1, 1).
*
* @example
* ```ts
* new Tanh().forward(tensor([-1, 0, 1])).print(); // [-0.76, 0, 0.76]
* ```
*/
var Tanh = class extends Module {
	forward(x) {
		return tanh(x);
	}
};
export { Tanh as t };
