import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { registerTraining } from '@nadir/backend-wasm';
await tf.setBackend('wasm');
const orig = Object.fromEntries(['Sum','Mean','Max','Softmax','Exp','Log'].map((n) => [n, tf.getKernel(n,'wasm')]));
registerTraining();
const own = Object.fromEntries(Object.keys(orig).map((n) => [n, tf.getKernel(n,'wasm')]));
const backend = tf.backend();
for (const shape of [[1],[64],[64,10],[256,64],[1024,32],[256,1000]]) {
  const x = tf.abs(tf.randomNormal(shape));
  for (const n of Object.keys(orig)) {
    const attrs = n==='Exp'||n==='Log' ? {} : { axis: [shape.length-1], reductionIndices: [shape.length-1], dim: shape.length-1, keepDims: false };
    const time = (k) => { const t=[]; for (let i=0;i<300;i++){ const s=performance.now(); const r=k.kernelFunc({inputs:{x, logits:x}, attrs, backend}); const d=performance.now()-s; t.push(d); backend.disposeData(r.dataId);} t.sort((a,b)=>a-b); return t[60]*1000; };
    time(orig[n]); time(own[n]);
    console.log(n, JSON.stringify(shape), 'tfjs', time(orig[n]).toFixed(1), 'own', time(own[n]).toFixed(1), 'µs');
  }
}
