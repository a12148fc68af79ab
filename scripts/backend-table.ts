import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** Tests of a whole place, left out for one reason. */
export interface Absent {
  readonly where: string;
  readonly subject: string;
  readonly reason: string;
}

/** Ends a run of vitest with a table: how each backend did, and all other tests in one line. */
export class BackendTable implements Reporter {
  constructor(private readonly absent: readonly Absent[] = []) {}

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const rows = new Map<string, Row>();
    for (const module of modules) addModule(rows, module);
    const found = [...rows.values()];
    // A run of a few files is about these, not about backends.
    if (found.every(({ subject }) => subject === others)) return;
    console.log(`\n${table(found, this.absent)}\n\n${total(found, errors.length)}\n`);
  }
}

interface Row {
  readonly subject: string;
  readonly where: Set<string>;
  passed: number;
  failed: number;
  leftOut: number;
  /** Why tests were left out and what failed outside of tests, each with how often. */
  readonly remarks: Map<string, number>;
}

const others = 'all other tests';

/** The titles of suites that run on one backend, and a name for the golden numbers. */
function subjectOf({ name }: TestSuite | TestCase): string {
  if (/^(the adapter|ordinary ops|TensorFlow\.js's optimizer specs) on /.test(name)) return name;
  return name.endsWith(' in float64') ? 'the interpreter' : others;
}

function addModule(rows: Map<string, Row>, module: TestModule): void {
  const { browser } = module.project.config;
  const where = browser.enabled ? browser.name : 'node';
  if (module.errors().length > 0) {
    addFailure(rowOf(rows, where, module.relativeModuleId), 'failed outside of its tests');
  }
  for (const child of module.children) {
    const row = rowOf(rows, where, subjectOf(child));
    if (child.type === 'test') addTest(row, child);
    else addSuite(row, child);
  }
}

function addSuite(row: Row, suite: TestSuite): void {
  for (const test of suite.children.allTests()) addTest(row, test);
  // When a hook fails, vitest counts the tests behind it as left out.
  for (const { name, errors } of [suite, ...suite.children.allSuites()].map(described)) {
    if (errors > 0) addFailure(row, `a hook of "${name}" failed`);
  }
}

const described = (suite: TestSuite) => ({ name: suite.name, errors: suite.errors().length });

function addTest(row: Row, test: TestCase): void {
  const result = test.result();
  if (result.state === 'passed') row.passed++;
  else if (result.state === 'failed') row.failed++;
  else {
    row.leftOut++;
    addRemark(row, (result.state === 'skipped' && result.note) || 'no reason given');
  }
}

function addFailure(row: Row, remark: string): void {
  row.failed++;
  addRemark(row, remark);
}

function addRemark({ remarks }: Row, remark: string): void {
  remarks.set(remark, (remarks.get(remark) ?? 0) + 1);
}

/** The row of a subject in a place; all other tests share one, wherever they ran. */
function rowOf(rows: Map<string, Row>, where: string, subject: string): Row {
  const key = subject === others ? others : `${where}: ${subject}`;
  let row = rows.get(key);
  if (row === undefined) {
    row = { subject, where: new Set(), passed: 0, failed: 0, leftOut: 0, remarks: new Map() };
    rows.set(key, row);
  }
  row.where.add(where);
  return row;
}

function table(rows: readonly Row[], absent: readonly Absent[]): string {
  const cells = (row: Row) => {
    const { subject, where, passed, failed, leftOut, remarks } = row;
    const why = [...remarks].map(([text, count]) => (count > 1 ? `${count} × ${text}` : text));
    const counts = [passed, failed, leftOut].map(String);
    return [[...where].sort().join(', '), subject, ...counts, why.join('; ')];
  };
  const order = (row: Row) => [`${row.subject === others}`, ...cells(row)].join(' ');
  const lines = [
    ['where', 'what', 'passed', 'failed', 'left out', 'why'],
    ...[...rows].sort((a, b) => (order(a) < order(b) ? -1 : 1)).map(cells),
    ...absent.map(({ where, subject, reason }) => [where, subject, '0', '0', 'all', reason]),
  ];
  const widths = [0, 1, 2, 3, 4, 5].map((i) =>
    Math.max(...lines.map((line) => line[i]?.length ?? 0)),
  );
  const isNumber = (column: number) => column >= 2 && column <= 4;
  return lines
    .map((line) =>
      line
        .map((cell, i) =>
          isNumber(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function total(rows: readonly Row[], errors: number): string {
  const sum = (key: 'passed' | 'failed' | 'leftOut') =>
    rows.reduce((before, row) => before + row[key], 0);
  const outside = errors > 0 ? `, ${errors} errors outside of tests` : '';
  return `${sum('passed')} passed, ${sum('failed')} failed, ${sum('leftOut')} left out${outside}`;
}
