import type { Words } from '../../../en/words/index.js';

/** Words of the figure about the exponential moving average, in Chinese. */
export const movingAverage: Words['figures']['movingAverage'] = {
  title: '同一个 α，两种平均',
  step: '序号',
  value: '数值',
  keeps: 'α 乘旧的平均',
  takes: 'α 乘新的数值',
  alpha: '系数',
  translated: '第二种写法改用 1 − α',
  age: '距今多少个值',
  share: '权重',
  window: (formula, values) => `${formula} ≈ ${values}`,
  windows: (alpha, values, share) =>
    `第一种写法取 α = ${alpha}，大约回看 ${values} 个值，它们占总权重的 ${share}%。`,
  secondWindow: (alpha, values) => `第二种写法取 α = ${alpha}，大约回看 ${values} 个值。`,
  apart: (other) => `要与第一种相同，它应取 α = ${other}。`,
  together: '现在两者是同一个平均，两条线完全重合。',
};
