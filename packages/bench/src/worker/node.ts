// A process that measures: reads orders as lines of JSON and answers each with one line. Its argument
// is the folder of @tensorflow/tfjs-node, if there is one.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import * as cpu from '@nadir/backend-cpu';
import * as node from '@nadir/backend-node';
import * as wasm from '@nadir/backend-wasm';
import { enableProdMode, version_core } from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { backendsWith, makeHandler, type Order } from './orders.js';

const [tfjsNode] = process.argv.slice(2);
enableProdMode();

let isLoaded = false;

/** Its copy of TensorFlow.js shares the engine, and warns of each kernel that is there already. */
function loadTfjsNode(): void {
  if (isLoaded || tfjsNode === undefined) return;
  const { warn } = console;
  console.warn = () => {};
  createRequire(import.meta.url)(tfjsNode);
  console.warn = warn;
  isLoaded = true;
}

const answer = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);
const useBackend = backendsWith({ cpu, wasm, tensorflow: node });
const handle = makeHandler(async (setting) => {
  if (setting.backend === 'tensorflow') loadTfjsNode();
  await useBackend(setting);
});

answer({ result: version_core });
for await (const line of createInterface(process.stdin)) {
  try {
    answer({ result: (await handle(JSON.parse(line) as Order)) ?? null });
  } catch (error) {
    answer({ error: (error as Error).message });
  }
}
