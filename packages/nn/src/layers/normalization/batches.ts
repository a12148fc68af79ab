import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { dispose } from '@tensorflow/tfjs-core';

/** What `next()` of an iterator of `tf.data` gives. */
interface Step<Batch> {
  readonly value: Batch;
  readonly done?: boolean;
}

/** An iterator as `tf.data` has it: each batch is a promise, and is nobody's but the reader's. */
interface DataIterator<Batch> {
  next(): Promise<Step<Batch>>;
}

/** A data set as `tf.data` has it. */
interface DataSet<Batch> {
  iterator(): Promise<DataIterator<Batch>>;
}

/** Batches one after the other. */
export type Batches<Batch> =
  | Iterable<Batch>
  | AsyncIterable<Batch>
  | DataSet<Batch>
  | DataIterator<Batch>;

/**
 * The batches one after the other. Those of `tf.data` are disposed of before the next.
 *
 * @throws {@link OptionError} when these are no batches.
 */
export async function* eachBatch<Batch>(
  where: string,
  batches: Batches<Batch>,
): AsyncGenerator<Batch> {
  if (typeof batches !== 'object' || batches === null) throw unknown(where, batches);
  if (Symbol.iterator in batches || Symbol.asyncIterator in batches) {
    yield* batches as Iterable<Batch>;
    return;
  }
  const given = 'iterator' in batches ? await batches.iterator() : batches;
  if (typeof given?.next !== 'function') throw unknown(where, batches);
  for (let step = await given.next(); step.done !== true; step = await given.next()) {
    try {
      yield step.value;
    } finally {
      dispose(step.value as never);
    }
  }
}

const unknown = (where: string, given: unknown): OptionError =>
  new OptionError(
    `${where}: got ${describe(given)}, expected a list of batches, what gives them one after the other, or a ` +
      'tf.data.Dataset.',
  );
