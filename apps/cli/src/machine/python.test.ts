import { expect, it } from 'vitest';
import { FakeMachine } from '../../test/fake-machine.js';
import { examinePython } from './python.js';

const failed = (stdout: string) => () => ({ end: 'failed' as const, stdout });

it.each<[string, ConstructorParameters<typeof FakeMachine>[0], object]>([
  [
    'PyTorch',
    { 'python3 -I -c': () => ({ stdout: '3.11.7\n2.13.0+cpu\n' }) },
    { version: '3.11.7', torch: '2.13.0+cpu' },
  ],
  ['a Python without it', { 'python3 -I -c': failed('3.11.7\n') }, { version: '3.11.7' }],
  [
    'a PyTorch that does not load',
    { 'python3 -I -c': failed('3.11.7\n2.1\n') },
    { version: '3.11.7' },
  ],
  ['no Python', { 'python3 -I -c': 'missing' }, {}],
])('finds %s', async (_, changes, found) => {
  const { run } = new FakeMachine(changes);
  expect(await examinePython({}, run)).toEqual({ command: 'python3', ...found });
});

it('takes the Python that NADIR_PYTHON names', async () => {
  const machine = new FakeMachine({ '/opt/python -I -c': () => ({ stdout: '3.12.1\n2.13.0\n' }) });
  expect(await examinePython({ NADIR_PYTHON: '/opt/python' }, machine.run)).toEqual({
    command: '/opt/python',
    version: '3.12.1',
    torch: '2.13.0',
  });
});
