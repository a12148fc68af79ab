import type { Words } from '../../../en/words/index.js';

/** Words of the figure about weight decay, in Chinese. */
export const weightDecay: Words['figures']['weightDecay'] = {
  title: '衰减使每个权重缩小了多少',
  l2: 'L2',
  decoupled: '解耦',
  both: '两者',
  sgd: 'SGD',
  adam: 'Adam',
  weightDecay: '权重衰减',
  learningRate: '学习率',
  mean: '权重的平均值',
  step: '步数',
  root: '梯度的均方根 √v̂',
  shrinkage: '衰减掉的比例',
  weight: '权重',
  meansOf: (optimizer) => `${optimizer}：权重平均值随步数的变化`,
  together: '用 SGD 时，两条曲线完全重合。',
  apart: (share, least, most) =>
    `用 Adam 时，解耦的衰减使每个权重都缩小约 ${share}%，L2 则在 ${least}% 到 ${most}% 之间：梯度越大，缩得越少。`,
  none: '没有衰减，也就无从比较。',
};
