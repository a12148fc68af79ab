import type { StepNumbers } from '../program/tensor-op.js';
import type { GivenOptions, OptionValues, Structure } from './options.js';
import type { Slot } from './slot.js';
import type { StepInfo, Transform, Update } from './transform.js';

/** A transform that is another one, but for what a subclass says otherwise. */
export abstract class Derived implements Transform {
  protected readonly inner: Transform;

  constructor(inner: Transform) {
    this.inner = inner;
  }

  get name(): string {
    return this.inner.name;
  }

  get transforms(): readonly Transform[] {
    return [this];
  }

  get defaults(): OptionValues {
    return this.inner.defaults;
  }

  get given(): GivenOptions {
    return this.inner.given;
  }

  get fixed(): readonly string[] {
    return this.inner.fixed;
  }

  get broadcasts(): readonly string[] {
    return this.inner.broadcasts;
  }

  get dependsOnShape(): boolean {
    return this.inner.dependsOnShape;
  }

  get rows(): Transform['rows'] {
    return this.inner.rows;
  }

  get isStep(): boolean {
    return this.inner.isStep;
  }

  get update(): Update {
    return this.inner.update;
  }

  get further(): Readonly<Record<string, Update>> {
    return this.inner.further;
  }

  state(structure: Structure, shape: readonly number[]): readonly Slot[] {
    return this.inner.state(structure, shape);
  }

  check(options: OptionValues, where: string): void {
    this.inner.check(options, where);
  }

  checkShape(shape: readonly number[], where: string): void {
    this.inner.checkShape(shape, where);
  }

  initialMemory(options: OptionValues, groupStep: number): StepNumbers {
    return this.inner.initialMemory(options, groupStep);
  }

  remember(options: OptionValues, step: StepInfo): StepNumbers {
    return this.inner.remember(options, step);
  }

  scalars(options: OptionValues, step: StepInfo): StepNumbers {
    return this.inner.scalars(options, step);
  }

  random(options: OptionValues, step: StepInfo): StepNumbers {
    return this.inner.random(options, step);
  }
}

/** Every formula of a transform changed alike. */
export const mapUpdates = (
  further: Readonly<Record<string, Update>>,
  change: (update: Update) => Update,
): Readonly<Record<string, Update>> =>
  Object.fromEntries(Object.entries(further).map(([name, update]) => [name, change(update)]));
