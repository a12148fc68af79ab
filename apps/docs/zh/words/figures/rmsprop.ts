import type { Words } from '../../../en/words/index.js';

/** Words of the figure about RMSProp, in Chinese. */
export const rmsprop: Words['figures']['rmsprop'] = {
  title: '梯度大小悬殊的两个坐标',
  plain: '梯度下降',
  scaled: 'RMSProp',
  minimum: '最小值',
  ratio: '陡缓之比',
  learningRate: '学习率',
  alpha: '衰减率',
  epsilon: '分母中的小量',
  gentle: '平缓',
  steep: '陡峭',
  across: '平缓坐标',
  up: '陡峭坐标',
  step: '步数',
  gradient: '梯度',
  root: '均方根 √v',
  length: '步长',
  both: '两个坐标',
  roots: '除数：两个梯度的均方根，以及 ε',
  lengths: '两个坐标的步长',
  elsewhere: '点击图中任意一点，可以换一个起点。',
  equal: (gradients) => `第一步，两个梯度相差 ${gradients} 倍，两个坐标移动的距离却一样。`,
  unequal: (gradients, lengths) =>
    `第一步，两个梯度相差 ${gradients} 倍，移动的距离相差 ${lengths} 倍。`,
  same: '第一步，两个梯度大小相等。',
  ends: (steps, scaled, plain) =>
    `走 ${steps} 步后，RMSProp 离最小值还有 ${scaled}，梯度下降还有 ${plain}。`,
};
