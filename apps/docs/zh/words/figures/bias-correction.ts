import type { Words } from '../../../en/words/index.js';

/** Words of the figure about bias correction, in Chinese. */
export const biasCorrection: Words['figures']['biasCorrection'] = {
  title: '从 0 开始的平均',
  step: '序号',
  value: '数值',
  uncorrected: '未修正',
  corrected: '已修正',
  miscorrected: '除错了系数',
  factor: '修正系数',
  otherFactor: '错误的系数',
  alpha: '系数',
  convention: 'α 乘的是',
  conventions: { keeps: '旧的平均', takes: '新的数值' },
  showWrong: '再画出除错系数的结果',
  begins: (first, uncorrected) =>
    `修正后的平均从第一个值 ${first} 开始，未修正的从 ${uncorrected} 开始。`,
  settles: (values) => `经过 ${values} 个值，两者相差不到 1%。`,
  stays: (values) => `经过 ${values} 个值，两者相差仍超过 1%。`,
  wrong: (value) => `除错系数，第一个平均就成了 ${value}。`,
};
