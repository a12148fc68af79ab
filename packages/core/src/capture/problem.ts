import { CaptureError } from '../errors.js';

/** Why a step cannot be captured. */
export class Problem {
  /** What was found. */
  readonly what: string;
  /** A sentence that says what to do. */
  readonly advice: string;
  /** Whether the step could be captured if it had not changed since the time before. */
  readonly isDifference: boolean;

  constructor(what: string, advice: string, isDifference = false) {
    this.what = what;
    this.advice = advice;
    this.isDifference = isDifference;
  }

  /** What a step does otherwise than the time before. */
  static difference(what: string, advice: string): Problem {
    return new Problem(what, advice, true);
  }

  /** The error that says so. */
  get error(): CaptureError {
    return new CaptureError(
      `capture: got ${this.what}, expected a step that does the same each time. ${this.advice} ` +
        'Or pass { fallback: true } to run such a step uncaptured.',
    );
  }
}
