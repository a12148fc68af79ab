// A page that measures: fetches orders from the server it came from and posts what came of each.
import * as webgl from '@nadir/backend-webgl';
import * as webgpu from '@nadir/backend-webgpu';
import { enableProdMode } from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { backendsWith, makeHandler, type Order } from './orders.js';

enableProdMode();

/** What WebGL runs on, if it is there. */
function webglDevice(): string | undefined {
  const gl = document.createElement('canvas').getContext('webgl2');
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  return gl && names ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : undefined;
}

interface AdapterWithInfo {
  readonly info: Readonly<Record<'vendor' | 'architecture' | 'description', string>>;
}

/** What WebGPU runs on, if it is there. */
async function webgpuDevice(): Promise<string | undefined> {
  // The types are those of a version of WebGPU that had a method here.
  const adapter = (await navigator.gpu?.requestAdapter()) as unknown as AdapterWithInfo | null;
  if (!adapter) return undefined;
  const { vendor, architecture, description } = adapter.info;
  return [vendor, architecture, description].filter((part) => part !== '').join(' ') || 'unnamed';
}

/** Posts a message and returns the next order; `null` where there is none yet. */
async function post(message: object): Promise<Order | null> {
  const response = await fetch('/answers', { method: 'POST', body: JSON.stringify(message) });
  return (await response.json()) as Order | null;
}

const handle = makeHandler(backendsWith({ webgl, webgpu }));

async function answerTo(order: Order): Promise<object> {
  try {
    return { answer: { result: (await handle(order)) ?? null } };
  } catch (error) {
    return { answer: { error: (error as Error).message } };
  }
}

let message: object = {
  greeting: { browser: navigator.userAgent, webgl: webglDevice(), webgpu: await webgpuDevice() },
};
try {
  for (;;) {
    const order = await post(message);
    message = order === null ? {} : await answerTo(order);
  }
} catch {
  // The server is gone: all is measured.
  (document.querySelector('#state') as HTMLElement).textContent = 'Done. You can close this page.';
}
