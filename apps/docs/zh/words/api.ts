import type { Words } from '../../en/words/index.js';

/** Words of the reference of everything that the packages export, in Chinese. */
export const api: Words['api'] = {
  title: 'API',
  lead: '各个包导出的全部内容，取自源码注释。说明为英文。',
  contents: '包',
};
