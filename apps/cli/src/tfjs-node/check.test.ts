import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-io.js';
import { fakeTfjsNode } from '../../test/fake-tfjs-node.js';
import { missing, provided } from '../../test/provided.js';
import { programs } from '../machine/programs.js';
import { checkTfjsNode } from './check.js';

const run = programs(new AbortController().signal);
const check = (code: string) => checkTfjsNode(fakeTfjsNode(temporaryFolder(), '4.22.0', code), run);

/** A binding whose tensors are arrays, and whose AddV2 is this function. */
const binding = (add: string) => `
  const tensors = [];
  const create = (values) => tensors.push(values) - 1;
  console.log('a line of its own');
  exports.backend = () => ({
    binding: {
      TF_Version: '2.9.1', TF_FLOAT: 1, TF_ATTR_TYPE: 6,
      createTensor: (shape, dtype, values) => create(values),
      executeOp: (name, attrs, [a, b]) => [{ id: create([(${add})(tensors[a][0], tensors[b][0])]) }],
      tensorDataSync: (id) => tensors[id],
    },
  });`;

it('tells the version of a TensorFlow that adds', async () => {
  expect(await check(binding('(a, b) => a + b'))).toEqual({ tensorflow: '2.9.1' });
});

it.each([
  ['adds wrongly', binding('(a, b) => a - b'), '1 + 1 gives 0'],
  ['throws', 'throw new TypeError("no such symbol\\nat x")', 'TypeError: no such symbol'],
  ['ends the process', 'process.kill(process.pid, "SIGKILL")', 'ended by SIGKILL'],
  ['ends without a word', 'process.exit(1)', 'it says nothing'],
  [
    'has no binding',
    'throw new Error("The Node.js native addon module (tfjs_binding.node) can not be found at path: x")',
    'it has no binding',
  ],
])('tells why one that %s does not work', async (_, code, reason) => {
  expect(await check(code)).toEqual({ reason });
});

it('finds the one that is provided for the tests working', async ({ skip }) => {
  if (provided === undefined) skip(missing);
  else
    expect(await checkTfjsNode(provided.folder, run)).toEqual({ tensorflow: expect.any(String) });
});
