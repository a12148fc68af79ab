import type { Contender } from '../../state/contender.js';
import type { PlaygroundState } from '../../state/state.js';
import { type NetworkTask, type SurfaceTask, seedsOf } from '../../state/task.js';
import type { Course } from '../course/course.js';
import { dataOf } from '../course/data.js';
import { classNamesOf, type Material, materialOf, targetsOf } from '../course/material.js';
import { networkCourse } from '../course/network-course.js';
import { groundOf } from '../course/surface.js';
import { surfaceCourse } from '../course/surface-course.js';
import type { Scene } from '../protocol.js';
import { dropoutsOf } from '../training/network.js';
import type { RacerTerms } from './racer.js';

/** A task made ready: what is drawn of it, and its course for each contender and seed. */
export interface Track {
  readonly scene: Scene;
  readonly terms: Omit<RacerTerms, 'now'>;
  /** The course of a contender from a seed, by its position. */
  courseOf(contender: Contender, seed: number): Course;
}

/** The track of a state. @throws {@link FormulaError}, {@link TooFewPoints} */
export const trackOf = (state: PlaygroundState): Track =>
  state.task.kind === 'network' ? networkTrack(state, state.task) : surfaceTrack(state, state.task);

function networkTrack({ race }: PlaygroundState, task: NetworkTask): Track {
  const seeds = seedsOf(race);
  // Seeds differ in their weights and batches, not in what is to be learned.
  const material = materialOf(task, dataOf(task, race.seed));
  return {
    scene: sceneOf(material),
    terms: {
      ...{ steps: race.steps, every: race.every, include: 'weights' },
      batch: Math.min(task.batch, material.train.targets.length),
    },
    courseOf: (contender, seed) =>
      networkCourse({
        ...{ task, material },
        dropouts: dropoutsOf(task, contender),
        seed: seeds[seed] as number,
      }),
  };
}

function sceneOf({ data, inputs, widths }: Material): Scene {
  const { train, test } = data;
  return {
    kind: 'network',
    domain: train.featureCount === 2 ? domainOf(train.features) : undefined,
    classNames: classNamesOf(train),
    train: { features: train.features, targets: targetsOf(train) },
    test: { features: test.features, targets: targetsOf(test) },
    ...{ inputs, widths },
  };
}

/** A square about the origin that holds all points, with a margin; [−1, 1] at least. */
function domainOf(features: Float32Array): readonly [number, number] {
  const farthest = features.reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  const half = Math.ceil(farthest * 11) / 10;
  return [-half, half];
}

function surfaceTrack({ race }: PlaygroundState, task: SurfaceTask): Track {
  const seeds = seedsOf(race);
  const { surface, floor, start } = groundOf(task);
  return {
    scene: {
      kind: 'surface',
      domain: surface.domain as readonly [readonly [number, number], readonly [number, number]],
      ...{ start, floor },
      minima: surface.minima.map(({ x }) => x as [number, number]),
    },
    terms: { steps: race.steps, every: 1, batch: 1, include: 'all' },
    courseOf: (_, seed) =>
      surfaceCourse({
        ...{ surface, floor, start },
        gradientNoise: task.gradientNoise,
        seed: seeds[seed] as number,
        isFirst: seed === 0,
      }),
  };
}
