import { V as number, _t as ProgramError, u as staging } from "./check-Bw3kyXK2.js";
// packages/core/src/program/call.ts
/**
* Results of an operation on whole tensors, by name.
*
* @param numbers What it is told beside tensors: scalars of the step, or constants, under its own names
* for them.
* @throws {@link ProgramError} when one of them is neither.
*/
function call(tensorOp, tensors, numbers = {}) {
	const numberNames = Object.keys(numbers);
	const told = Object.values(numbers).map(number);
	const stranger = told.find(({ op }) => op !== "scalar" && op !== "constant");
	if (stranger !== void 0) throw new ProgramError(`${tensorOp.name}: got a number from \`${stranger.op}\`, expected a scalar of the step or a constant. Pass what stays on the device among the tensors.`);
	const args = [...tensors, ...told];
	const results = Object.entries(tensorOp.results).map(([name, type]) => [name, {
		type,
		op: "call",
		args,
		name,
		tensorOp,
		numberNames,
		staging
	}]);
	return Object.fromEntries(results);
}
export { call as t };
