import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { runFormat } from '../../run/config.js';
import { files as runFiles, trainingFolder } from '../../run/folder.js';
import { reasonOf } from '../../shell/errors.js';
import { type Verdict, verdict } from './verdict.js';

/** Whether a name is that of a file of a run that is no file of arrays. */
export const isRunFile = (name: string): boolean =>
  name === 'config.json' || name.endsWith('.jsonl') || name.endsWith('.unfinished');

/** Verifies a file of a run that is no file of arrays; `files` are all that there are. */
export async function verifyRunFile(path: string, files: readonly string[]): Promise<Verdict> {
  if (path.endsWith('.unfinished')) {
    return verdict(
      path,
      'nothing: a program ended while it wrote this, and no other file needs it',
      [],
    );
  }
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    return verdict(path, 'whether it can be read', [
      `got ${reasonOf(error)}, expected a file that can be read.`,
    ]);
  }
  return path.endsWith('.jsonl')
    ? verdict(path, 'the JSON of every line', lineProblems(text, isOfTraining(path)))
    : verdict(path, 'JSON, and the files that belong to it', configProblems(path, text, files));
}

/** @param mayBeCut Whether the last line may end anywhere: a training that is killed leaves it so, and its checkpoints have it. */
function lineProblems(text: string, mayBeCut: boolean): string[] {
  const lines = text.split('\n');
  if (mayBeCut) lines[lines.length - 1] = '';
  const problems = lines.flatMap((line, i) =>
    line === '' || parse(line) !== undefined
      ? []
      : [`got line ${i + 1} that is no JSON, expected an object. It is damaged or cut off.`],
  );
  const isCut = lines.at(-1) !== '' && problems.length === 0;
  return isCut
    ? ['got a last line without its end, expected a line feed. It is cut off.']
    : problems;
}

function configProblems(path: string, text: string, files: readonly string[]): string[] {
  const config = parse(text);
  if (config === undefined)
    return ['got text that is no JSON, expected an object. It is damaged or cut off.'];
  if (config.format !== runFormat || isOfTraining(path)) return [];
  const model = join(dirname(path), runFiles.model);
  return files.includes(model)
    ? []
    : [`got no ${basename(model)} beside it, expected the model of the run.`];
}

/** Whether a file is of a training that has not come to its end: it has checkpoints, and no model yet. */
const isOfTraining = (path: string): boolean => basename(dirname(path)) === trainingFolder;

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
