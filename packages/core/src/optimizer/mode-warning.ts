/** Tells once of a model that is trained in evaluation mode. */
export class ModeWarning {
  readonly #name: string;
  readonly #isTraining: () => boolean;
  #warned = false;

  /** @param isTraining Whether all models are in training mode. */
  constructor(name: string, isTraining: () => boolean) {
    this.#name = name;
    this.#isTraining = isTraining;
  }

  warnOnce(): void {
    if (this.#warned || this.#isTraining()) return;
    this.#warned = true;
    console.warn(
      `${this.#name}.step: the model is in evaluation mode, so dropout is off. ` +
        'Call model.train() before training.',
    );
  }
}
