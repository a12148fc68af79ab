import type { Chapter } from '../../pages/chapters.js';

/** Names of parts of the site. */
export const site = {
  language: 'English',
  tag: 'en',
  description: 'Train neural networks in JavaScript with what PyTorch users have.',
  learn: 'Learn',
  chapters: { momentum: 'Momentum' } satisfies Record<Chapter, string>,
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
