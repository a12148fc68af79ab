import { expect, onTestFinished, test } from 'vitest';

/** What `register()` does in a page with a content security policy: `undefined`, or the error that it throws. */
async function registerUnder(policy: string): Promise<unknown> {
  const frame = document.createElement('iframe');
  onTestFinished(() => frame.remove());
  const module = JSON.stringify(new URL('./index.ts', import.meta.url).href);
  frame.srcdoc = `
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <script type="module">
      const { register } = await import(${module});
      try {
        register();
        parent.postMessage({ registered: true });
      } catch ({ code, message }) {
        parent.postMessage({ registered: false, code, message });
      }
    </script>`;
  return new Promise((resolve) => {
    const receive = ({ source, data }: MessageEvent) => {
      if (source !== frame.contentWindow || data?.registered === undefined) return;
      removeEventListener('message', receive);
      resolve(data);
    };
    addEventListener('message', receive);
    document.body.append(frame);
  });
}

test('register() says what a page that may not compile WebAssembly has to allow', async () => {
  expect(await registerUnder("script-src 'self' 'unsafe-inline'")).toEqual({
    registered: false,
    code: 'NADIR_PROGRAM',
    message: expect.stringMatching(
      /^backend-cpu: got a page that may not compile WebAssembly.*Add `'wasm-unsafe-eval'`/,
    ),
  });
});

test('register() registers in a page that allows it', async () => {
  const policy = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'";
  expect(await registerUnder(policy)).toEqual({ registered: true });
});
