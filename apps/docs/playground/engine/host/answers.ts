import type { PlaygroundState } from '../../state/state.js';
import { fingerprint } from '../measure/fingerprint.js';
import type { Answers, Question } from '../protocol.js';
import type { Race } from '../race/race.js';

/** Answers a question about a race. */
export async function answerTo(
  question: Question,
  race: Race,
  state: PlaygroundState,
): Promise<Answers[keyof Answers]> {
  switch (question.kind) {
    case 'fingerprints': {
      const hashes = [];
      for (const { racers } of race.lanes) {
        const first = racers[0];
        hashes.push(first === undefined ? '' : fingerprint(await first.weights()));
      }
      return hashes;
    }
    default:
      throw new Error(`${question.kind}: got no answer for ${state.task.kind}.`);
  }
}
