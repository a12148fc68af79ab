/** Words of the figure of the path of L-BFGS. */
export const lbfgsPath = {
  iteration: 'iteration',
  descends: (iterations: number, evaluations: number, first: string, last: string) =>
    `${iterations} iterations, for which the gradient was computed ${evaluations} times, lead from a height of ${first} to ${last}. Click the surface to start elsewhere.`,
};
