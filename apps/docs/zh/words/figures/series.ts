import type { Words } from '../../../en/words/index.js';

/** Words of the choice of a series, in Chinese. */
export const series: Words['figures']['series'] = {
  series: '序列',
  names: {
    wave: '带噪声的缓慢波动',
    jump: '中途跳变的水平线',
    loss: '小批量训练的损失',
    own: '自己的数据……',
  },
  numbers: '用空格、逗号或换行分隔的数',
  notANumber: (text, position) => `第 ${position} 个值“${text}”不是数。图保持原样。`,
  tooLarge: (text, position, largest) =>
    `第 ${position} 个值是 ${text}，请输入 −${largest} 到 ${largest} 之间的数。`,
  wrongLength: (count, least, most) => `现在有 ${count} 个值，请输入 ${least} 到 ${most} 个。`,
};
