import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import RunProgram from '../../figures/RunProgram.vue';
import CourseContents from '../../ui/CourseContents.vue';
import LiveFigure from '../../ui/LiveFigure.vue';
import { lightTerms } from '../../ui/light-terms.js';
import './tokens.css';
import './page.css';
import './terms.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    if (!import.meta.env.SSR) lightTerms();
    app
      .component('CourseContents', CourseContents)
      .component('LiveFigure', LiveFigure)
      .component('RunProgram', RunProgram);
  },
} satisfies Theme;
