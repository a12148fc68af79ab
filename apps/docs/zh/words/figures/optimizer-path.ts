import type { Words } from '../../../en/words/index.js';

/** Words of the figure of the path of an optimizer, in Chinese. */
export const optimizerPath: Words['figures']['optimizerPath'] = {
  title: (optimizer) => `${optimizer} 在曲面上的路径`,
  surface: '曲面',
  surfaces: {
    quadratic: '峡谷',
    rosenbrock: 'Rosenbrock 山谷',
    himmelblau: 'Himmelblau 的四个最小值',
    beale: 'Beale 平原',
  },
  startOf: (axis) => `起点 ${axis}`,
  step: '步数',
  descends: (steps, first, last) =>
    `走 ${steps} 步，高度从 ${first} 降到 ${last}。点击曲面可以换一个起点。`,
  diverges: '步子越来越大：对这个曲面来说，这些选项太激进了。',
};
