import type { Words } from '../../en/words/index.js';

/** Words of the pages that show all schedules and all regularizers, in Chinese. */
export const referencePages: Words['referencePages'] = {
  schedules: {
    title: '学习率调度',
    lead: '调度是从步数到数值的函数。这里每一个都是库里的原件，按滑块所示的参数画出；没有滑块的数取默认值。说明为英文。',
  },
  regularizers: {
    title: '正则化',
    lead: '每种惩罚和约束单独作用时，会把通向同一单元的两个权重带到哪里。用 `regularizer` 或 `proximal` 选项交给优化器。说明为英文。',
  },
  editor: '连接几个调度',
};
