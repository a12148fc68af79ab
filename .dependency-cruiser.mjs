// Which file may import which, type imports included. `npm run check` holds all sources to it.

/** What the shipped files of a package may import of the others. A key may match several packages. */
const arrows = {
  core: [],
  problems: [],
  optim: ['core'],
  nn: ['core'],
  train: ['nn', 'optim', 'core'],
  simd: ['core'],
  'backend-[^/]+': ['simd', 'core'],
  conformance: ['nn', 'optim', 'core'],
};

/** Packages that are private: only tests and each other import them. */
const helpers = '(testing|integration|tfjs-specs|coming-from)';

/** Folders that stand on each other: each imports those before it, and none after it. */
const floors = {
  'apps/cli/src': [
    'text',
    'chart',
    'page',
    'shell',
    'machine',
    'terminal',
    'flags',
    'tfjs-node',
    'backends',
    'training',
    'spaces',
    'data',
    'run',
    'formats',
    'commands',
  ],
  'apps/cli/src/commands/compare': [
    'measure',
    'courses',
    'plan',
    'execution',
    'outcome',
    'terminal',
    'report',
  ],
  'apps/docs': [
    'pages',
    'en',
    'zh',
    'words',
    'engine',
    'backends',
    'workers',
    'ui',
    'figures',
    'playground',
    'device',
    'generate',
    '.vitepress',
  ],
  'packages/bench/src': [
    'tasks',
    'worker',
    'peers',
    'contenders',
    'report',
    'host-time',
    'small-updates',
  ],
};

const tests = '\\.test\\.ts$|^(packages|apps)/[^/]+/test/';

/** Routes of the site stand beside their pages, where VitePress looks for them, and on top of all floors. */
const routes = '^apps/docs/.*\\.paths\\.ts$';

const arrowRules = Object.entries(arrows).map(([name, others]) => ({
  name: `arrows-of-${name.replace('[^/]+', '*')}`,
  comment: `It imports ${others.join(', ') || 'no other package'}.`,
  severity: 'error',
  from: { path: `^packages/(${name})/`, pathNot: tests },
  to: {
    path: '^(packages|apps|scripts)/',
    // $1 is the package itself.
    pathNot: ['$1', ...others].map((other) => `^packages/${other}/`),
  },
}));

const floorRules = Object.entries(floors).flatMap(([root, folders]) => {
  const places = folders.map((folder) => `^${root}/${folder.replace('.', '\\.')}/`);
  return [
    ...folders.map((folder, i) => ({
      name: `floors-of-${root}`,
      comment: `${folder} imports ${folders.slice(0, i).join(', ') || 'no other folder'}.`,
      severity: 'error',
      from: { path: places[i], pathNot: [tests, routes] },
      to: { path: `^${root}/`, pathNot: places.slice(0, i + 1) },
    })),
    {
      name: `no-floor-in-${root}`,
      comment: 'Give the folder its place among the floors.',
      severity: 'error',
      from: { path: `^${root}/[^/]+/`, pathNot: [...places, tests] },
      to: { path: `^${root}/` },
    },
  ];
});

export default {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Put what both files need into a third one, or join them.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...arrowRules,
    {
      name: 'apps-are-on-top',
      comment: 'No package imports an app.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'helpers-are-for-tests',
      comment: 'A package that is shipped cannot import a private one.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: [tests, `^packages/${helpers}/`] },
      to: { path: `^packages/${helpers}/` },
    },
    {
      name: 'packages-by-name',
      comment: 'Import another package by its name: its `exports` say what is public.',
      severity: 'error',
      from: { path: '^((?:packages|apps)/[^/]+)/', pathNot: tests },
      to: { path: '^(packages|apps)/', pathNot: '^$1/', dependencyTypes: ['local'] },
    },
    {
      name: 'commands-know-no-other',
      comment: 'What two commands need lies beside the commands.',
      severity: 'error',
      from: { path: '^apps/cli/src/commands/([^/]+)/', pathNot: tests },
      to: { path: '^apps/cli/src/commands/', pathNot: '^apps/cli/src/commands/$1/' },
    },
    ...floorRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.test.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@nadir/source', 'import', 'node', 'types', 'default'],
    },
  },
};
