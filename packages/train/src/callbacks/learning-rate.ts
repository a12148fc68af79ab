import { OptionError } from '@nadir/core';

/** An optimizer whose learning rate can be set, group by group: those of `@nadir/optim`. */
export interface RateOptions {
  readonly groups?: readonly { readonly options: Readonly<Record<string, unknown>> }[];
  setOptions?(options: { learningRate: unknown }, group?: number): void;
}

/** The learning rate of an optimizer. */
export interface Rate {
  /** Sets it in all groups. */
  set(rate: number): void;
  /** Gives each group what it had at first, schedules too. */
  restore(): void;
}

/** @throws {@link OptionError} when the optimizer has none. */
export function rateOf(where: string, optimizer: RateOptions): Rate {
  const before = optimizer?.groups?.map(({ options }) => options.learningRate) ?? [];
  if (before.length === 0 || before.includes(undefined)) {
    throw new OptionError(
      `${where}: got an optimizer without learning rate, expected one with it in every group. Take one of @nadir/optim.`,
    );
  }
  return {
    set: (learningRate) => optimizer.setOptions?.({ learningRate }),
    restore() {
      before.forEach((learningRate, group) => {
        optimizer.setOptions?.({ learningRate }, group);
      });
    },
  };
}
