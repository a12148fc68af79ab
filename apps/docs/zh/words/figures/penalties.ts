import type { Words } from '../../../en/words/index.js';

/** Words of the figure about the minimum under L1 and L2, in Chinese. */
export const penalties: Words['figures']['penalties'] = {
  title: '惩罚项把最小值拉到哪里',
  first: 'θ₁',
  second: 'θ₂',
  lambda: '强度',
  l1: 'L1',
  l2: 'L2',
  minimum: '仅有损失时',
  penalty: '惩罚项',
  onPath: 'λ',
  at: (penalty, first, second) => `加上 ${penalty} 后，最小值在 (${first}, ${second})。`,
  zero: (weights) => `${weights} 恰好为 0。`,
  zeros: '两个权重都恰好为 0。',
  noZero: '没有权重恰好为 0。',
  elsewhere: '点击任意一张图，可以移动损失自身的最小值。',
};
