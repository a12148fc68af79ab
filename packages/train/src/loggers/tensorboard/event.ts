import type { Histogram } from '../histogram.js';
import { bytes, double, doubles, type Field, float, integer, message } from './wire.js';

// Numbers of fields are those of TensorFlow's event.proto and summary.proto.

/** When something is written, and at which step. */
export interface Moment {
  /** Seconds since 1970. */
  readonly time: number;
  readonly step: number;
}

const event = ({ time, step }: Moment, content: Field): Uint8Array =>
  message(double(1, time), integer(2, step), content);

/** What a file of events begins with. */
export const versionEvent = (time: number): Uint8Array =>
  message(double(1, time), bytes(3, 'brain.Event:2'));

/** Tells the reader to forget what earlier files say of this step and later ones. */
export const restartEvent = (moment: Moment): Uint8Array =>
  event(moment, bytes(7, message(integer(1, 1))));

/** An event of summaries, such as those of {@link scalar}. */
export const summaryEvent = (moment: Moment, values: readonly Uint8Array[]): Uint8Array =>
  event(moment, bytes(5, message(...values.map((value) => bytes(1, value)))));

export const scalar = (tag: string, value: number): Uint8Array =>
  message(bytes(1, tag), float(2, value));

export const histogram = (tag: string, of: Histogram): Uint8Array =>
  message(
    bytes(1, tag),
    bytes(
      5,
      message(
        double(1, of.least),
        double(2, of.greatest),
        double(3, of.count),
        double(4, of.sum),
        double(5, of.squares),
        doubles(6, of.limits),
        doubles(7, of.counts),
      ),
    ),
  );
