import type { Words } from '../../../en/words/index.js';

/** Words of the figure about weights of which few matter, in Chinese. */
export const sparseWeights: Words['figures']['sparseWeights'] = {
  title: '二十个权重，只有四个有用',
  feature: '特征',
  weight: '权重',
  truth: '真实权重',
  lambda: '强度',
  learningRate: '学习率',
  ways: {
    proximal: 'L1，近端步',
    subgradient: 'L1，次梯度',
    ridge: 'L2',
  },
  zeros: (zeros) => `${zeros} 个恰好为 0`,
  counted: (way, zeros, almostZeros, almost) =>
    `${way}：20 个权重中有 ${zeros} 个恰好为 0，另有 ${almostZeros} 个的大小不到 ${almost}。`,
  marks: '短横线是真实权重，圆点表示恰好为 0。',
};
