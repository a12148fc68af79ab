/** Runs the program of a figure, and sends what it prints. A worker runs one program: modules run once. */
const programs = import.meta.glob('./*/program.ts');

/** What a worker sends: a printed line, or how the program ended. */
export type ProgramMessage =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end'; readonly error?: string };

const send = (message: ProgramMessage) => self.postMessage(message);

console.log = (...values: readonly unknown[]) =>
  send({ kind: 'line', text: values.map(String).join(' ') });

self.addEventListener('message', async ({ data: name }: MessageEvent<string>) => {
  try {
    await programs[`./${name}/program.ts`]?.();
    send({ kind: 'end' });
  } catch (error) {
    send({ kind: 'end', error: String(error) });
  }
});
