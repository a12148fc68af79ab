import type { Words } from '../../../en/words/index.js';

/** Words of the figure about dropout, in Chinese. */
export const dropout: Words['figures']['dropout'] = {
  title: '训练中的丢弃法网络',
  inputs: '输入',
  hidden: '隐藏单元',
  outputs: '输出',
  p: '丢弃的比例',
  evaluating: '画出 eval() 之后的网络',
  undivided: '不除以 (1 − p)',
  accuracy: '测试集准确率',
  accuracies: '测试集准确率随步数的变化：调用 eval() 与忘记调用',
  evaluated: 'eval()',
  forgotten: '忘了 eval()',
  step: '步数',
  output: '第一个输出',
  outputsOver: '多次抽取掩码时的第一个输出，以及它们的平均',
  mask: '已抽取的掩码数',
  mean: '掩码上的平均',
  inEvaluation: '评估时',
  dropped: (count, of, factor) =>
    `这一步对第一个样本丢弃了 ${of} 个单元中的 ${count} 个，其余单元的值乘以 ${factor}。`,
  whole: (of) => `评估时 ${of} 个单元全部参与，也不再放大。`,
  spread: (evaluated, least, most) =>
    `调用 eval() 后准确率为 ${evaluated}%；忘记调用时，最近 20 步在 ${least}% 到 ${most}% 之间跳动。`,
  failed: (message) => `这个浏览器无法训练该网络：${message}`,
};
