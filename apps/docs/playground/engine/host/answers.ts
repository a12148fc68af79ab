import type { PlaygroundState } from '../../state/state.js';
import type { NetworkCourse } from '../course/network-course.js';
import { outputsAt } from '../look/maps.js';
import { fingerprint } from '../measure/fingerprint.js';
import type { Answers, Question } from '../protocol.js';
import type { Race } from '../race/race.js';
import type { Racer } from '../race/racer.js';

/** Answers a question about a race. */
export async function answerTo(
  question: Question,
  race: Race,
  state: PlaygroundState,
): Promise<Answers[keyof Answers]> {
  switch (question.kind) {
    case 'fingerprints':
      return fingerprintsOf(race);
    case 'classify':
      return classify(racerOf(race, question.contender), question.input);
    default:
      throw new Error(`${question.kind}: got no answer for ${state.task.kind}.`);
  }
}

async function fingerprintsOf({ lanes }: Race): Promise<string[]> {
  const hashes: string[] = [];
  for (const { racers } of lanes) {
    const first = racers[0];
    hashes.push(first === undefined ? '' : fingerprint(await first.weights()));
  }
  return hashes;
}

/** Probabilities of classes, or the number predicted, in evaluation. */
async function classify(racer: Racer, input: Float32Array): Promise<Float32Array> {
  const { course } = racer;
  if (!('network' in course)) throw new Error('classify: got a surface, expected a network.');
  return racer.evaluating(() => outputsAt(course as NetworkCourse, input));
}

/** The run of a contender from the first seed. */
function racerOf({ lanes }: Race, contender: number): Racer {
  const racer = lanes[contender]?.racers[0];
  if (racer === undefined) throw new Error(`contender: got ${contender}, expected one that runs.`);
  return racer;
}
