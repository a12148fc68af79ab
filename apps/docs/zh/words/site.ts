import type { Words } from '../../en/words/index.js';

/** Names of parts of the site, in Chinese. */
export const site: Words['site'] = {
  language: '简体中文',
  tag: 'zh-CN',
  description: '用 JavaScript 训练神经网络，拥有 PyTorch 用户所拥有的一切。',
  learn: '学习',
  playground: '实验台',
  chapters: {
    'l1-and-l2': 'L1 与 L2 正则化',
    'moving-average': '指数加权平均',
    'bias-correction': '偏差修正',
    momentum: '动量',
    rmsprop: 'RMSProp',
    adam: 'Adam',
    'weight-decay': '权重衰减与 L2',
    dropout: '丢弃法',
  },
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
