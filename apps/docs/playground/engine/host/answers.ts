import type { PlaygroundState } from '../../state/state.js';
import type { NetworkTask, RaceSettings } from '../../state/task.js';
import { readTogether } from '../course/host-values.js';
import { type NetworkCourse, networkCourse } from '../course/network-course.js';
import { jsonLines } from '../export/json-lines.js';
import { pytorchProgram } from '../export/pytorch/program.js';
import { pytorchSurfaceProgram } from '../export/pytorch/surface-program.js';
import { outputsAt } from '../look/maps.js';
import { fingerprint } from '../measure/fingerprint.js';
import type { Answers, Question } from '../protocol.js';
import type { Race } from '../race/race.js';
import type { Racer } from '../race/racer.js';
import { dropoutsOf } from '../training/network.js';

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
    case 'jsonLines':
      return jsonLines(
        state,
        race.lanes.map(({ racers }) => racers.map(({ log }) => log)),
      );
    case 'pytorch':
      return pytorch(racerOf(race, question.contender), state, question.contender);
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

/** The program of PyTorch that repeats a contender. */
async function pytorch(racer: Racer, { task, race }: PlaygroundState, position: number) {
  const program =
    task.kind === 'surface'
      ? pytorchSurfaceProgram(task, racer.contender, race.steps)
      : await ofNetwork(racer, task, race);
  if (program !== undefined) return program;
  throw new Error(
    `contender ${position + 1}: got ${racer.contender.optimizer}, expected an optimizer of torch.optim.`,
  );
}

/** The program for a network, from one that has taken no step yet. */
async function ofNetwork(
  { contender, course: present }: Racer,
  task: NetworkTask,
  { seed, steps }: RaceSettings,
): Promise<string | undefined> {
  const { material } = present as NetworkCourse;
  const course = networkCourse({ task, material, dropouts: dropoutsOf(task, contender), seed });
  try {
    const weights = await readTogether(course.parameters.map(([, variable]) => variable));
    return pytorchProgram({ task, contender, course, weights, seed, steps });
  } finally {
    course.dispose();
  }
}
