import type { Words } from '../../../en/words/index.js';

/** Words of the race on the first page, in Chinese. */
export const race: Words['figures']['race'] = {
  title: '四个优化器的赛跑',
  step: '步数',
  tiny: '不到 0.000001',
  leads: (step, leader, height) =>
    `走 ${step} 步之后，${leader} 最低，离最小值 ${height}。点击曲面，就从那里开始一场赛跑。`,
};
