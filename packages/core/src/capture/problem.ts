import { CaptureError } from '../errors.js';

/** Why a step cannot be captured. */
export class Problem {
  /** What was found. */
  readonly what: string;
  /** A sentence that says what to do. */
  readonly advice: string;

  constructor(what: string, advice: string) {
    this.what = what;
    this.advice = advice;
  }

  /** The error that says so. */
  get error(): CaptureError {
    return new CaptureError(
      `capture: got ${this.what}, expected a step that does the same each time. ${this.advice} ` +
        'Or pass { fallback: true } to run such a step uncaptured.',
    );
  }
}
