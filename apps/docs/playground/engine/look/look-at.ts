import { isAveraged } from '@nadir/cli/training/further-updates';
import type { NetworkCourse } from '../course/network-course.js';
import type { Race } from '../race/race.js';
import type { Racer } from '../race/racer.js';
import { inspect } from './inspect.js';
import type { Look, Looking, LookTensor } from './look.js';
import { gridOf, mapOf, unitMapsOf } from './maps.js';
import { masksOf } from './masks.js';

/** What frames show of a race beside its curves, of the first seed. */
export async function lookAt(race: Race, looking: Looking): Promise<Look[]> {
  const looks: Look[] = [];
  await race.remember(looking.inspect?.contender);
  for (const contender of looking.contenders) {
    const racer = race.lanes[contender]?.racers[0];
    if (racer !== undefined) looks.push(await lookAtOne(race, racer, contender, looking));
  }
  return looks;
}

async function lookAtOne(
  { scene, step }: Race,
  racer: Racer,
  contender: number,
  looking: Looking,
): Promise<Look> {
  const { course } = racer;
  const { mapSize, training, averaged, inspect: under } = looking;
  const isInspected = under?.contender === contender;
  const inspected = isInspected ? await inspect(racer, under) : undefined;
  const isClose = looking.closely === contender;
  const hasWeights = isClose && looking.weights;
  const unitMapSize = isClose ? looking.unitMapSize : 0;
  const masks = hasWeights && isNetwork(course) ? await masksOf(course.network) : undefined;
  const look = await racer.evaluating(async () => {
    if (training) course.train(true);
    const tensors = hasWeights ? await tensorsOf(racer) : undefined;
    const domain = scene.kind === 'network' ? scene.domain : undefined;
    if (domain === undefined || mapSize === 0 || !isNetwork(course)) return { tensors };
    return course.undisturbed(async () => {
      const map = await mapOf(course, gridOf(domain, mapSize), mapSize);
      if (unitMapSize === 0) return { tensors, map };
      const unitMaps = await unitMapsOf(course, gridOf(domain, unitMapSize));
      return { tensors, map, unitMaps };
    });
  }, !averaged);
  return {
    ...{ contender, step },
    averaged: averaged && (racer.average !== undefined || isAveraged(racer.rule)),
    ...compact({ ...look, masks, inspected }),
  };
}

const isNetwork = (course: Racer['course']): course is NetworkCourse => 'network' in course;

/** All parameters as they are now. */
async function tensorsOf(racer: Racer): Promise<LookTensor[]> {
  const values = await racer.weights();
  let at = 0;
  return racer.course.parameters.map(([name, { shape, size }]) => {
    const from = at;
    at += size;
    return { name, shape, values: values.slice(from, at) };
  });
}

/** Entries that have a value. */
function compact<T extends object>(entries: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
