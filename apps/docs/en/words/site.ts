import type { Chapter } from '../../pages/chapters.js';

/** Names of parts of the site. */
export const site = {
  language: 'English',
  tag: 'en',
  description: 'Train neural networks in JavaScript with what PyTorch users have.',
  learn: 'Learn',
  playground: 'Playground',
  chapters: {
    'l1-and-l2': 'L1 and L2',
    'moving-average': 'Exponential moving average',
    'bias-correction': 'Bias correction',
    momentum: 'Momentum',
    rmsprop: 'RMSProp',
    adam: 'Adam',
    'weight-decay': 'Weight decay against L2',
    dropout: 'Dropout',
  } satisfies Record<Chapter, string>,
  edit: 'Edit this page',
  previous: 'Previous page',
  next: 'Next page',
  outline: 'On this page',
  theme: 'Appearance',
  light: 'Switch to light theme',
  dark: 'Switch to dark theme',
  menu: 'Menu',
  top: 'Back to top',
  languages: 'Change language',
};
