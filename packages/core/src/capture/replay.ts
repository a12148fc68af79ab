import type { KernelBackend, Tensor } from '@tensorflow/tfjs-core';
import { recordingChanges } from '../optimizer/gradients/changes.js';
import { checkDevice } from '../program/run/registry.js';
import { type Places, type Runner, release, tensorOf } from './places.js';
import type { Plan } from './plan.js';
import { runnerOf } from './runners.js';

/** Runs a plan again and again. */
export class Replay {
  readonly #plan: Plan;
  readonly #runners: readonly Runner[];
  readonly #places: Places;
  readonly #arguments: readonly { readonly buffer: number; readonly index: number }[];

  constructor(plan: Plan, backend: KernelBackend) {
    this.#plan = plan;
    this.#runners = plan.nodes.map((node) => runnerOf(node, plan));
    const ids = plan.origins.map((origin) => ('info' in origin ? origin.info.dataId : undefined));
    this.#places = { backend, ids, changes: [] };
    this.#arguments = plan.origins.flatMap((origin, buffer) =>
      origin.kind === 'argument' ? [{ buffer, index: origin.index }] : [],
    );
  }

  /** Does the step, and returns its results. Where it throws, nothing has changed. */
  run(tensors: readonly Tensor[]): Tensor[] {
    checkDevice();
    const { ids } = this.#places;
    for (const { buffer, index } of this.#arguments) ids[buffer] = tensors[index]?.dataId;
    try {
      const results = recordingChanges(() => this.#run());
      for (const [counter, by] of this.#plan.counts) {
        counter.value = (counter.value + by) % 2 ** 32;
      }
      return results;
    } finally {
      for (const { buffer } of this.#arguments) ids[buffer] = undefined;
    }
  }

  #run(): Tensor[] {
    const { nodes, frees, results } = this.#plan;
    const places = this.#places;
    try {
      for (let at = 0; at < nodes.length; at++) {
        (this.#runners[at] as Runner)(places);
        for (const buffer of frees[at] as readonly number[]) release(places, buffer);
      }
    } catch (error) {
      for (const { undo } of places.changes.reverse()) undo();
      this.#plan.origins.forEach(({ kind }, buffer) => {
        if (kind === 'made') release(places, buffer);
      });
      throw error;
    } finally {
      for (const { forget } of places.changes.splice(0)) forget();
    }
    const made = results.map((use) => tensorOf(places, use));
    for (const { buffer } of results) {
      if (this.#plan.origins[buffer]?.kind === 'made') release(places, buffer);
    }
    return made;
  }
}
