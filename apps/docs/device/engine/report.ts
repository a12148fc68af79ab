import type { LawName } from '@nadir/conformance/suite';
import type { BackendName } from '../../backends/loader.js';

/**
 * Why a backend cannot run here: the browser has no WebAssembly, WebGL 2 or WebGPU, WebGPU finds no device, or
 * Nadir's adapter refuses, as its message says.
 */
export type Reason = 'webassembly' | 'webgl2' | 'webgpu' | 'gpu' | 'adapter' | 'other';

/** How numbers are kept and computed. */
export interface Precision {
  /** Bits behind the point of a number near 1: 23 in float32, 10 in float16. Of tensors of TensorFlow.js. */
  readonly tensorBits: number;
  /** The same, of what Nadir keeps beside the parameters. */
  readonly stateBits: number;
  /** Whether numbers below 2⁻¹²⁶ are kept, and not made 0. */
  readonly subnormals: boolean;
  /** Greatest distance of a quotient from the nearest float32, in units of the last place. */
  readonly quotientError: number;
  /** The same, of a square root. */
  readonly rootError: number;
}

/** What has become of the tests of a law. */
export interface LawResult {
  readonly law: LawName;
  readonly passed: number;
  /** Left out, because they ask for subnormal numbers where the device has none. */
  readonly leftOut: number;
  readonly failed: readonly Failure[];
}

/** A test that has failed. */
export interface Failure {
  readonly test: string;
  readonly message: string;
}

/** Steps of Nadir's Adam and of `tf.train.adam`, timed in rounds in which they take turns. */
export interface Speed {
  /** Elements of all parameters. */
  readonly parameters: number;
  /** Steps in a block of each: as many as take about the same time. */
  readonly steps: { readonly nadir: number; readonly tfjs: number };
  /** Milliseconds of a step of Nadir in each round. */
  readonly nadir: readonly number[];
  /** Milliseconds of a step of `tf.train.adam` in the same rounds. */
  readonly tfjs: readonly number[];
  /** Steps in a second, by the median of the rounds. */
  readonly nadirPerSecond: number;
  readonly tfjsPerSecond: number;
  /** How many times as long `tf.train.adam` takes. */
  readonly ratio: Ratio;
}

/** A ratio that was measured in several rounds. */
export interface Ratio {
  readonly median: number;
  /** The first quartile of the rounds. */
  readonly low: number;
  /** The third quartile of the rounds. */
  readonly high: number;
  /** Whether the rounds agree well enough for the median to say something. */
  readonly isSteady: boolean;
}

/** A backend that is not here, and why. */
export interface MissingBackend {
  readonly name: BackendName;
  readonly missing: { readonly reason: Reason; readonly message: string };
}

/** A backend that runs here. */
export interface MeasuredBackend {
  readonly name: BackendName;
  readonly precision: Precision;
  /** Empty where tensors have 16 bits, since laws compare in 32. */
  readonly laws: readonly LawResult[];
  readonly speed: Speed;
}

/** What is known of one backend. */
export type BackendResult = MissingBackend | MeasuredBackend;

/** Where a check stands. */
export interface Progress {
  readonly backend: BackendName;
  readonly part: 'start' | 'precision' | 'laws' | 'speed';
  /** The law whose tests run. */
  readonly law?: LawName;
  /** Parts of the work on this backend that are done, from 0 to 1. */
  readonly share: number;
}

/** The device and the browser, as far as they say. */
export interface Environment {
  readonly userAgent: string;
  readonly cores: number;
  /** Whether pages have shared memory, and so threads in WebAssembly. */
  readonly crossOriginIsolated: boolean;
  /** What draws, where it is told. */
  readonly renderer: string | undefined;
}

/** All that is known of a device. The text that is copied is this as JSON. */
export interface DeviceReport {
  readonly format: 'nadir-device';
  readonly version: 1;
  readonly nadir: string;
  readonly tfjs: string;
  readonly environment: Environment;
  readonly backends: readonly BackendResult[];
}

/** Whether a backend runs here. */
export const isMeasured = (result: BackendResult | undefined): result is MeasuredBackend =>
  result !== undefined && 'precision' in result;
