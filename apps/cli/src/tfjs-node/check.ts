import type { RunProgram } from '../machine/programs.js';

/** Whether a tfjs-node works: the version of TensorFlow in it, or why not. */
export type Check = { readonly tensorflow: string } | { readonly reason: string };

// Runs an op of TensorFlow itself, without the functions of `node:util` that tfjs-node lacks on Node.js
// 23 and newer, so no shim is needed.
const script = `
const { binding } = require(process.argv[1]).backend();
const one = binding.createTensor([1], binding.TF_FLOAT, Float32Array.of(1));
const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
const [sum] = binding.executeOp('AddV2', [type], [one, one], 1);
const [two] = binding.tensorDataSync(sum.id);
if (two !== 2) throw new Error('1 + 1 gives ' + two);
console.log('\\nTensorFlow ' + binding.TF_Version);
`;

/**
 * Tries a tfjs-node in a process of its own: built for another processor, TensorFlow ends the process
 * that loads it.
 */
export async function checkTfjsNode(folder: string, run: RunProgram): Promise<Check> {
  const env = { TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '0' };
  const { end, stdout, stderr } = await run(process.execPath, ['-e', script, folder], { env });
  const tensorflow = /^TensorFlow (\S+)$/m.exec(stdout)?.[1];
  if (end === 'done' && tensorflow !== undefined) return { tensorflow };
  // Its own message takes four lines.
  if (/tfjs_binding\.node\) can not be/.test(stderr)) return { reason: 'it has no binding' };
  const lines = stderr.split('\n').map((line) => line.trim());
  const reason = lines.find((line) => /^\w*Error: /.test(line)) ?? lines.findLast(Boolean);
  return { reason: reason?.replace(/^Error: /, '') ?? 'it says nothing' };
}
