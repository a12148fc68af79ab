import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import LiveFigure from '../../ui/LiveFigure.vue';
import OptimizerTable from './OptimizerTable.vue';
import 'virtual:strokes.css';
import './tokens.css';
import './page.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('LiveFigure', LiveFigure);
    app.component('OptimizerTable', OptimizerTable);
  },
} satisfies Theme;
