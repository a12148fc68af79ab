import type { Words } from '../../en/words/index.js';

/** Words of controls and charts, in Chinese. */
export const interfaceWords: Words['interface'] = {
  table: '以表格查看',
  csv: '下载 CSV',
  more: '更多',
  reset: '复原',
  step: '前进一步',
  back: '后退一步',
  stepOf: (step, last) => `第 ${step} 步，共 ${last} 步`,
  run: '运行这段程序',
  running: '正在运行……',
  copied: '已复制',
  paragraph: (sentences) => sentences.join(''),
};
