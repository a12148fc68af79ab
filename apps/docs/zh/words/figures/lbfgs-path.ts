import type { Words } from '../../../en/words/index.js';

/** Words of the figure of the path of L-BFGS, in Chinese. */
export const lbfgsPath: Words['figures']['lbfgsPath'] = {
  iteration: '迭代',
  descends: (iterations, evaluations, first, last) =>
    `迭代 ${iterations} 次，计算梯度 ${evaluations} 次，高度从 ${first} 降到 ${last}。点击曲面可以换一个起点。`,
};
