import type { Words } from '../../en/words/index.js';

/** Words of controls and charts, in Chinese. */
export const interfaceWords: Words['interface'] = {
  table: '以表格查看',
  csv: '下载 CSV',
  more: '更多',
  reset: '复原',
};
