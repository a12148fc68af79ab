import type { Config } from '../logger.js';
import { bytes, double, type Field, integer, message } from './wire.js';

// Numbers of fields are those of plugin_data.proto of TensorBoard's plugin `hparams`, and of google.protobuf.Value.

/** The summary of what a training was set up with. */
export function sessionStart(config: Config, time: number): Uint8Array {
  const parameters = Object.entries(config).map(([name, value]) =>
    bytes(1, message(bytes(1, name), bytes(2, message(kindOf(value))))),
  );
  return ofPlugin(
    '_hparams_/session_start_info',
    bytes(3, message(...parameters, double(5, time))),
  );
}

/** The summary of a training that has come to its end. */
export const sessionEnd = (time: number): Uint8Array =>
  ofPlugin('_hparams_/session_end_info', bytes(4, message(integer(1, success), double(2, time))));

const success = 1;

function kindOf(value: string | number | boolean): Field {
  if (typeof value === 'string') return bytes(3, value);
  return typeof value === 'number' ? double(2, value) : integer(4, Number(value));
}

/** A float tensor of no elements: the plugin reads its metadata alone, and the reader drops a summary without a value. */
const noTensor = message(integer(1, 1), bytes(2, message(bytes(2, message()))));

function ofPlugin(tag: string, content: Field): Uint8Array {
  const plugin = message(bytes(1, 'hparams'), bytes(2, message(content)));
  return message(bytes(1, tag), bytes(8, noTensor), bytes(9, message(bytes(1, plugin))));
}
