import type { Words } from '../../../en/words/index.js';

/** Words of the searches for options, in Chinese. */
export const sweeps: Words['playground']['sweeps'] = {
  kind: '扫描类型',
  kinds: { rates: '学习率', map: '两个选项' },
  run: '运行',
  cancel: '取消',
  rate: '学习率',
  loss: '损失',
  table: '表格',
  ratesOf: (name) => `学习率逐步升高时 ${name} 的损失。点击即可采用某个学习率。`,
  suggests: (rate) => `取最低点的十分之一：${rate}。`,
  take: '采用',
  across: '横轴',
  up: '纵轴',
  mapOf: (steps) => `${steps} 步之后的损失。点击一格即可载入。`,
  cellsOf: (done, all) => `已完成 ${done} / ${all} 格。点击一格即可载入。`,
};
