import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import RunProgram from '../../figures/RunProgram.vue';
import PlaygroundPage from '../../playground/PlaygroundPage.vue';
import LiveFigure from '../../ui/LiveFigure.vue';
import './tokens.css';
import './page.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app
      .component('LiveFigure', LiveFigure)
      .component('RunProgram', RunProgram)
      .component('PlaygroundPage', PlaygroundPage);
  },
} satisfies Theme;
