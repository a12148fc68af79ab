/** What a forward pass has changed beside what it returns, such as running statistics. */
export interface Change {
  /** Takes it back. */
  undo(): void;
  /** Frees what taking it back needs. Called once, also after {@link undo}. */
  forget(): void;
}

/** Changes that may have to be taken back, while a step that may be refused computes its loss. */
let recorded: Change[] | undefined;

/** Tells of a change, where somebody may want to take it back. `make` is called only then, before the change. */
export function beforeChange(make: () => Change): void {
  recorded?.push(make());
}

/** Ends what {@link takeChanges} has begun: with `true`, changes are taken back, the last first. */
export type Settle = (refused: boolean) => void;

/** Runs a step that may be refused. What {@link takeChanges} has not taken is taken back where it throws. */
export function recordingChanges<T>(step: () => T): T {
  const outer = recorded;
  recorded = [];
  let refused = true;
  try {
    const result = step();
    refused = false;
    return result;
  } finally {
    takeChanges()(refused);
    recorded = outer;
  }
}

/** The changes so far of the step that is under way. Whoever takes them settles them. */
export function takeChanges(): Settle {
  const changes = recorded?.splice(0) ?? [];
  return (refused) => {
    for (const change of changes.reverse()) {
      if (refused) change.undo();
      change.forget();
    }
    changes.length = 0;
  };
}
