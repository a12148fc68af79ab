import type { Words } from '../../../en/words/index.js';

/** Words of the figure about Adam, in Chinese. */
export const adam: Words['figures']['adam'] = {
  title: '一步一步看 Adam',
  minimum: '最小值',
  learningRate: '学习率',
  beta1: '一阶衰减率',
  beta2: '二阶衰减率',
  epsilon: '分母中的小量',
  across: '平缓',
  up: '陡峭',
  acrossAxis: '平缓坐标',
  upAxis: '陡峭坐标',
  step: '步数',
  theStep: '更新量',
  quantity: '量',
  quantities: {
    g: '梯度',
    m: '梯度的平均',
    v: '平方的平均',
    mHat: '修正后的平均',
    vHat: '修正后的平方',
    step: '更新量',
  },
  first: (rate) =>
    `第一步，m̂ 就是 g，v̂ 就是 g²，所以每个坐标移动的距离都等于学习率 ${rate}（ε 很小时）。`,
  against: (coordinate) => `在${coordinate}坐标上，梯度已经掉头，平均却仍然带着它往前走。`,
  corrected: (m, v) => `m 除以 1 − β₁ᵗ = ${m}，v 除以 1 − β₂ᵗ = ${v}。`,
  elsewhere: '点击图中任意一点，可以换一个起点。',
};
