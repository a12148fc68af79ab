import type { Finished } from '../../machine/programs.js';

/** Why a program failed, to be read after `got`, and what to do about it. */
export interface Cause {
  readonly reason: string;
  readonly advice: string;
}

/** What programs write that cannot reach a host. */
const connection =
  /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)\b|NewConnectionError|TimeoutError|ProxyError|SSLError|network connectivity/;

/** What npm, node-gyp, pip and Python write when a thing is missing that people can provide. */
const causes: readonly (readonly [RegExp, (text: string) => Cause])[] = [
  [
    /ENOSPC|No space left/,
    () => ({
      reason: 'a full disk',
      advice: 'Free 2 GB, or set NADIR_CACHE to a folder on another disk.',
    }),
  ],
  [
    /\bEACCES\b|\bEPERM\b|Permission denied/,
    () => ({ reason: 'no permission', advice: 'Set NADIR_CACHE to a folder of your own.' }),
  ],
  [connection, noConnection],
  [
    /DO NOT MATCH THE HASHES|\bEINTEGRITY\b/,
    () => ({
      reason: 'a file that is not the known one',
      advice:
        'Somebody has changed it on its way or at its place: find out who before you try again.',
    }),
  ],
  [
    /No matching distribution found/,
    () => ({
      reason: 'no wheel of the version that is known',
      advice: 'See that the index of pip has the files of PyPI.',
    }),
  ],
];

/** Lines that say what failed, the most telling first. */
const telling = [
  /^.*\berror: (.+)$/m,
  /^gyp ERR! stack Error: (.+)$/m,
  /^npm error (?!code |errno |syscall |path )(?:notarget |404 )?(\S.+)$/m,
  /^ERROR: (.+)$/m,
  /^\w*Error: (.+)$/m,
];

/** Why a program failed, from what it wrote. */
export function causeOf({ stdout, stderr }: Omit<Finished, 'end'>): Cause {
  const text = `${stdout}\n${stderr}`;
  const known = causes.find(([pattern]) => pattern.test(text))?.[1];
  if (known !== undefined) return known(text);
  const line =
    telling.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined) ??
    text.split('\n').findLast((one) => one.trim() !== '');
  return {
    reason: line === undefined ? 'a failure without a word' : JSON.stringify(line.trim()),
    advice: 'Run it with --debug to see all that it wrote.',
  };
}

/** Names the host that could not be reached, where Node.js, npm, node-gyp or pip has. */
function noConnection(text: string): Cause {
  const [, host] =
    /(?:ENOTFOUND|EAI_AGAIN|host=|request to https?:\/\/|gyp http GET https?:\/\/) ?'?([\w.-]+)/.exec(
      text,
    ) ?? [];
  return {
    reason: host === undefined ? 'no connection' : `no connection to ${host}`,
    advice: 'Check the network and its proxy.',
  };
}
