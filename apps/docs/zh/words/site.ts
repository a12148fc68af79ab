import type { Words } from '../../en/words/index.js';

/** Names of parts of the site, in Chinese. */
export const site: Words['site'] = {
  language: '简体中文',
  tag: 'zh-CN',
  description: '用 JavaScript 训练神经网络，拥有 PyTorch 用户所拥有的一切。',
  learn: '学习',
  chapters: { momentum: '动量' },
  edit: '编辑本页',
  previous: '上一页',
  next: '下一页',
  outline: '本页内容',
  theme: '外观',
  light: '切换到浅色主题',
  dark: '切换到深色主题',
  menu: '目录',
  top: '回到顶部',
  languages: '切换语言',
};
