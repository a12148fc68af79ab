import type { Words } from '../../../en/words/index.js';

/** Words of the figure of a regularizer or constraint, in Chinese. */
export const regularizer: Words['figures']['regularizer'] = {
  title: (name) => `${name} 作用下的两个权重`,
  penalty: '只有惩罚项时走四十步；圆点是每对权重的终点。',
  constraint: '只有约束时走一步：每对权重移到允许范围内最近的点。',
  columns: ['之前的 w₁', '之前的 w₂', '之后的 w₁', '之后的 w₂'],
};
