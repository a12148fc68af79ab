import * as webgl from '@nadir/backend-webgl';
import * as webgpu from '@nadir/backend-webgpu';
import { setBackend } from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { agreesWithCpu } from '../../../test/agreement.js';

// Of a step of AdamW on a device a root and a division may be off by some units in the last place, 6e-8
// each; the exponentials and logarithms of the loss by more. 40 steps add that up.
const tolerance = 1e-4;

for (const [name, { register }] of Object.entries({ webgl, webgpu })) {
  const prepare = async () => {
    await setBackend(name);
    register();
  };
  agreesWithCpu(name, { prepare, tolerance });
}
