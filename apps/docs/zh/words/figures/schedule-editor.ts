import type { Words } from '../../../en/words/index.js';

/** Words of the figure of the editor of schedules, in Chinese. */
export const scheduleEditor: Words['figures']['scheduleEditor'] = {
  title: '依次连接几个调度',
  kind: '调度',
  add: '增加一段',
  remove: '删除',
  part: (position) => `第 ${position} 段`,
  lasts: '本段步数',
};
