/** Numbers from 0 to 1 that are the same in each run. */
export function* randomNumbers(): Generator<number, never> {
  let state = 1;
  for (;;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}
