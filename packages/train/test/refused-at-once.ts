import { expect } from 'vitest';

/**
 * Expects an error about the format, in the time and memory that a refusal at the door takes. Of several tries the best counts, since
 * other tests run at the same time.
 */
export async function expectRefusedAtOnce(decode: () => unknown): Promise<void> {
  let [bestMs, bestBytes] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 5; attempt++) {
    const { arrayBuffers, heapUsed } = process.memoryUsage();
    const start = performance.now();
    await expect(async () => decode()).rejects.toMatchObject({ code: 'NADIR_FORMAT' });
    bestMs = Math.min(bestMs, performance.now() - start);
    const after = process.memoryUsage();
    bestBytes = Math.min(bestBytes, after.arrayBuffers + after.heapUsed - arrayBuffers - heapUsed);
  }
  expect(bestMs).toBeLessThan(50);
  expect(bestBytes).toBeLessThan(10e6);
}
