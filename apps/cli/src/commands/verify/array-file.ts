import { FormatError } from '@nadir/core';
import { verifyCheckpoint } from '@nadir/train';
import { openNpy, openNpz } from '@nadir/train/arrays';
import type { ArrayFormat } from '../../formats/array-file.js';
import { DiskFile } from '../../formats/disk-file.js';
import { modelProblems } from '../../formats/layers-model/model-file.js';
import { knownFormat } from '../../formats/open.js';
import { type Verdict, verdict } from './verdict.js';

/** What was compared, and what is wrong. */
interface Finding {
  readonly checked: string;
  readonly problems: readonly string[];
}

const verifiers: Readonly<Record<ArrayFormat, (source: DiskFile) => Promise<Finding>>> = {
  async safetensors(source) {
    const { hasSums, problems } = await verifyCheckpoint(source);
    const checked = hasSums
      ? 'SHA-256 sums of every tensor and the header'
      : 'header and sizes; the file has no sums';
    return { checked, problems };
  },
  async npz(source) {
    const file = await openNpz(source);
    const problems: string[] = [];
    for (const name of file.names) {
      problems.push(...(await problemsOf(() => readThrough(file.parts(name)))));
    }
    return { checked: 'CRC-32 sums, headers and sizes of every array', problems };
  },
  async npy(source) {
    await openNpy(source);
    return { checked: 'header and size; the file has no sums', problems: [] };
  },
  async 'model.json'(source) {
    const problems = await modelProblems(source);
    return { checked: 'manifest and sizes of the weight files; there are no sums', problems };
  },
};

/** Verifies a file with arrays in it. */
export async function verifyArrayFile(path: string): Promise<Verdict> {
  const source = await DiskFile.open(path);
  try {
    let finding: Finding = { checked: 'the first bytes', problems: [] };
    const problems = await problemsOf(async () => {
      finding = await verifiers[await knownFormat(source)](source);
    });
    return verdict(path, finding.checked, [...problems, ...finding.problems]);
  } finally {
    await source.close();
  }
}

/** The message about a damaged file, where there is one. */
async function problemsOf(read: () => Promise<void>): Promise<string[]> {
  try {
    await read();
    return [];
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return [error.message];
  }
}

async function readThrough(parts: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of parts);
}
