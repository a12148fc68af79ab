import type { ArrayFile } from '../../formats/array-file.js';
import { inFile, openArrayFile } from '../../formats/open.js';
import { failure, interruptedStatus } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { columnsOf } from '../../terminal/layout.js';
import { statusLine } from '../../terminal/status-line.js';
import { fromPyTorch } from './names/from-pytorch.js';
import { type Output, outputOf } from './names/rename.js';
import type { Renamings } from './names/renaming.js';
import { toPyTorch } from './names/to-pytorch.js';
import { formatConverted } from './report.js';
import {
  formatByName,
  keptMetadata,
  lostIn,
  namesOfFiles,
  refuseExisting,
  writeAs,
} from './target.js';
import { findTemplate, refuseWithout, type Template } from './template.js';
import { inOrderOf } from './write/model.js';
import { writeWhole } from './write/sink.js';

/** Flags of the command. */
export interface ConvertFlags {
  readonly names?: 'pytorch' | 'tfjs';
  readonly like?: string;
  readonly compress?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes the arrays of a file as another, and returns the exit status. */
export async function convert(
  from: string,
  to: string,
  { names, like, compress = false, force = false, json = false }: ConvertFlags,
  io: Io,
): Promise<number> {
  const format = formatByName(to);
  const file = await openArrayFile(from);
  const line = statusLine(io);
  try {
    const template = await findTemplate(file, like);
    const renamings = renamingsOf(file, names, template);
    const outputs = outputsOf(file, renamings, (done) => {
      io.signal.throwIfAborted();
      line.show(`${done} of ${renamings.renamings.length} arrays`);
    });
    const ordered =
      format === 'model.json' ? inOrderOf(template ?? refuseWithout(from), outputs) : outputs;
    const files = namesOfFiles(format, to, ordered);
    if (!force) refuseExisting(to, files);
    const extras = { metadata: keptMetadata(file, names), template, compress };
    await writeWhole(to, (sink) => writeAs(format, sink, to, ordered, extras));
    line.clear();
    const converted = { from, to, files, ...renamings, lost: lostIn(format, file) };
    io.stdout.write(
      json
        ? `${JSON.stringify(converted)}\n`
        : formatConverted(converted, columnsOf(io.stdout), colorsFor(io, io.stdout)),
    );
    return 0;
  } catch (error) {
    line.clear();
    if (io.signal.aborted) return interruptedStatus;
    throw inFile(from, error);
  } finally {
    await file.close();
  }
}

/** @throws {@link CliError} with status 1 when two arrays would have one name. */
function renamingsOf(
  { path, entries }: ArrayFile,
  names: ConvertFlags['names'],
  template: Template | undefined,
): Renamings {
  const arrays = entries.map(({ name, shape }) => ({ name, shape }));
  const wanted = new Map(template?.weights.map(({ name, shape }) => [name, shape]));
  const renamings =
    names === 'pytorch'
      ? toPyTorch(arrays)
      : names === 'tfjs'
        ? fromPyTorch(arrays, wanted)
        : {
            renamings: arrays.map((array) => ({ from: array, to: array })),
            kept: [],
            dropped: [],
          };
  const seen = new Set<string>();
  for (const { to } of renamings.renamings) {
    if (seen.has(to.name)) {
      const advice = names === undefined ? '' : ' Convert it without --names.';
      throw failure(
        `${path}: got two arrays for the name ${JSON.stringify(to.name)}, expected one.${advice}`,
      );
    }
    seen.add(to.name);
  }
  return renamings;
}

/** The arrays that are to be written; `onRead` is called with the number of those read before. */
function outputsOf(
  { entries }: ArrayFile,
  { renamings }: Renamings,
  onRead: (done: number) => void,
): Output[] {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  let done = 0;
  return renamings.flatMap((renaming) => {
    const entry = byName.get(renaming.from.name);
    if (entry === undefined) return [];
    const output = outputOf(entry, renaming);
    const read = () => {
      onRead(done++);
      return output.read();
    };
    return [{ ...output, read }];
  });
}
