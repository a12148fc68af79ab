import type { Words } from '../../../en/words/index.js';

/** Words of the figure about momentum, in Chinese. */
export const momentum: Words['figures']['momentum'] = {
  title: '峡谷中的路径',
  plain: '无动量',
  withMomentum: '有动量',
  nesterov: 'Nesterov',
  minimum: '最小值',
  momentum: '动量',
  learningRate: '学习率',
  conditionNumber: '条件数',
  useNesterov: 'Nesterov 动量',
  averaging: '缓冲取平均',
  elsewhere: '点击图中任意一点，可以换一个起点。',
  equalAverage: (rate) => `若缓冲取平均，学习率为 ${rate} 时路径相同。`,
  equalSum: (rate) => `若用 PyTorch 的形式，学习率为 ${rate} 时路径相同。`,
  across: '平缓方向',
  up: '陡峭方向',
  step: '步数',
  settles: (steps, turns) =>
    turns === 0
      ? `走 ${steps} 步后，到最小值的距离只剩起点的 1%，途中没有冲过头。`
      : `走 ${steps} 步后，到最小值的距离只剩起点的 1%，途中冲过头 ${turns} 次。`,
  never: (steps) => `走了 ${steps} 步，到最小值的距离仍超过起点的 1%。`,
  diverges: '步子越来越大：学习率太大了。',
  plainSettles: (steps) => `不用动量要走 ${steps} 步。`,
  plainNever: (steps) => `不用动量，${steps} 步之内走不到。`,
};
