import type { BrowserReport } from '../../machine/browser.js';
import type { Machine } from '../../machine/machine.js';
import type { PythonReport } from '../../machine/python.js';
import type { Colors } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { formatSections, type Row, type Section } from '../../terminal/sections.js';
import type { BackendReport } from './backends.js';
import type { Diagnosis } from './examine.js';

/** A diagnosis for people. */
export function formatDiagnosis(diagnosis: Diagnosis, columns: number, colors: Colors): string {
  const { machine, packages, backends, python, browser } = diagnosis;
  const sections: Section[] = [
    { headings: ['Machine'], rows: machineRows(machine) },
    { headings: ['Packages'], rows: packageRows(packages) },
    {
      headings: ['Backends', 'version', 'adapter', 'precision', 'AdamW'],
      rows: backends.map(backendRow),
    },
    { headings: ['Other tools'], rows: [pythonRow(python), browserRow(browser)] },
  ];
  const trains = backends.filter(({ state }) => state === 'works').map(({ name }) => name);
  const summary = diagnosis.ok
    ? `nadir train runs here on ${trains.join(', ')}.`
    : colors.red('nadir train does not run here: the backend cpu fails.');
  return `\n${formatSections(sections, columns, colors)}\n  ${summary}\n\n`;
}

function machineRows({ node, processor, architecture, cores, webAssembly }: Machine): Row[] {
  const { simd, sharedMemory } = webAssembly;
  return [
    {
      mark: node.supported ? 'good' : 'bad',
      name: 'Node.js',
      cells: [node.version],
      notes: node.supported ? [] : [`Nadir needs ${node.range}: https://nodejs.org`],
    },
    {
      mark: 'plain',
      name: 'processor',
      cells: [
        `${printable(processor)}, ${architecture}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
      ],
    },
    {
      mark: simd ? 'good' : 'absent',
      name: 'WebAssembly',
      cells: [
        `${simd ? 'SIMD' : 'no SIMD'}, ${sharedMemory ? 'shared memory' : 'no memory for threads'}`,
      ],
      notes: simd ? [] : ['Steps run on ordinary ops, slower. A newer processor has SIMD.'],
    },
  ];
}

/** Packages of one scope and version share a row. */
function packageRows(packages: Diagnosis['packages']): Row[] {
  const groups: { readonly scope: string; readonly version: string; readonly names: string[] }[] =
    [];
  for (const [name, version] of Object.entries(packages)) {
    const [scope = '', short = ''] = name.split('/');
    const group = groups.find((one) => one.scope === scope && one.version === version);
    if (group === undefined) groups.push({ scope, version, names: [short] });
    else group.names.push(short);
  }
  return groups.map(({ scope, version, names }) => ({
    mark: version === 'missing' ? 'bad' : 'plain',
    name: scope,
    cells: [`${version}: ${names.join(', ')}`],
    notes: version === 'missing' ? ['Install @nadir/cli again.'] : [],
  }));
}

function backendRow(report: BackendReport): Row {
  const { name, state, version, adapter, bits, reason = '', advice } = report;
  const notes = [
    ...(adapter?.registered === false ? [adapter.reason ?? ''] : []),
    ...(report.tensorflow ? [`TensorFlow ${report.tensorflow} in ${report.folder}`] : []),
    ...(advice ? [advice] : []),
  ].map(printable);
  if (state === 'works') {
    const cells = [
      version ?? '',
      adapter?.registered ? 'registered' : 'refused',
      `float${bits}`,
      'as PyTorch',
    ];
    return { mark: adapter?.registered ? 'good' : 'absent', name, cells, notes };
  }
  const mark = state === 'fails' ? 'bad' : 'absent';
  return { mark, name, cells: [version ?? 'none', printable(reason)], notes };
}

function pythonRow({ command, version, torch }: PythonReport): Row {
  const where = `${command}${version ? `, Python ${version}` : ''}`;
  if (torch !== undefined) {
    return { mark: 'good', name: 'PyTorch', cells: [printable(`${torch} in ${where}`)] };
  }
  return {
    mark: 'absent',
    name: 'PyTorch',
    cells: [printable(version === undefined ? `no ${command}` : `not in ${where}`)],
    notes: [
      "Only Nadir's own bench compares with it: pip install torch, or set NADIR_PYTHON to a Python that has it.",
    ],
  };
}

function browserRow({ path, reason = '' }: BrowserReport): Row {
  if (path !== undefined) return { mark: 'good', name: 'browser', cells: [printable(path)] };
  return {
    mark: 'absent',
    name: 'browser',
    cells: [printable(reason)],
    notes: ['webgl and webgpu need one. Install Chromium or Chrome, or set NADIR_CHROMIUM.'],
  };
}
