import { days, variablesOf } from '../chart/theme.js';

/** The style of the page: for screens wide and narrow, light and dark, and for paper. */
export const style = `
:root { color-scheme: light dark; ${variablesOf(days.light)} --shade: #f5f7f9; }
@media screen and (prefers-color-scheme: dark) {
  :root { ${variablesOf(days.dark)} --shade: #1c2229; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 62rem;
  color: var(--ink); background: var(--paper);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif;
}
h1 { margin: 0 0 .3rem; font-size: 1.7rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 2.6rem 0 .7rem; font-size: 1.2rem; }
p, ol { margin: .5rem 0; max-width: 46rem; }
ol { padding-left: 1.3rem; }
li { margin: .35rem 0; }
a { color: inherit; text-underline-offset: .15em; overflow-wrap: anywhere; }
code { font: .9em ui-monospace, "SFMono-Regular", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { margin: .6rem 0; padding: .7rem .9rem; background: var(--shade); border-radius: .4rem; white-space: pre-wrap; }
.facts { max-width: none; }
.facts, figcaption, .note { color: var(--faint); font-size: .9rem; }
.stopped { padding: .6rem .9rem; border-left: .25rem solid var(--hue-orange); background: var(--shade); }
.question { font-size: 1.08rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; font-variant-numeric: tabular-nums; }
th, td { padding: .42rem .7rem; text-align: right; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--faint); font-weight: 500; vertical-align: bottom; border-bottom-width: 2px; }
tr > th:first-child { padding-left: 0; }
th[scope="row"], .left { text-align: left; }
tbody th { font-weight: 600; white-space: nowrap; }
tbody th.name { min-width: 8rem; white-space: normal; overflow-wrap: anywhere; }
tbody th small { display: block; color: var(--faint); font-weight: 400; }
tbody th svg { margin-right: .5rem; vertical-align: middle; }
td small { display: block; color: var(--faint); white-space: nowrap; }
.value { white-space: nowrap; }
figure { margin: 1rem 0; }
figure svg { display: block; width: 100%; height: auto; }
figure .scroll svg { min-width: 42rem; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: .5rem 1.5rem; }
.panels figure { margin: .5rem 0; }
.panels figcaption { color: var(--ink); font-weight: 600; }
details { margin: .6rem 0; }
summary { cursor: pointer; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; max-width: 46rem; margin: .6rem 0; }
dt { color: var(--faint); }
dd { margin: 0; }
@media (max-width: 34rem) {
  th, td { padding-inline: .35rem; }
}
@page { margin: 16mm; }
@media print {
  body { padding: 0; max-width: none; font-size: 10pt; }
  figure .scroll svg { min-width: 0; }
  figure, tr, pre { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;
