import '@fontsource-variable/source-serif-4/opsz.css';
import '@fontsource-variable/source-serif-4/opsz-italic.css';
import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import DevicePage from '../../device/DevicePage.vue';
import RunProgram from '../../figures/RunProgram.vue';
import PlaygroundPage from '../../playground/PlaygroundPage.vue';
import LiveFigure from '../../ui/figure/LiveFigure.vue';
import { lightTerms } from '../../ui/terms/light-terms.js';
import CourseContents from './CourseContents.vue';
import OptimizerTable from './OptimizerTable.vue';
import 'virtual:strokes.css';
import './tokens.css';
import './page.css';
import './terms.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    if (!import.meta.env.SSR) lightTerms();
    app.component('DevicePage', DevicePage);
    app.component('CourseContents', CourseContents);
    app.component('LiveFigure', LiveFigure);
    app.component('RunProgram', RunProgram);
    app.component('OptimizerTable', OptimizerTable);
    app.component('PlaygroundPage', PlaygroundPage);
  },
} satisfies Theme;
