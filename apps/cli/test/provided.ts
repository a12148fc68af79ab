// The tfjs-node that tests on the backend `tensorflow` take: the one that the command takes.
import { cacheFolder, findTfjsNode } from '../src/tfjs-node/find.js';

/** The tfjs-node of this machine, if there is one. */
export const provided = findTfjsNode(process.env);

/** Why tests on it are left out where there is none. */
export const missing = `no tfjs-node in ${cacheFolder(process.env)}: run \`node scripts/tfjs-node.mjs\``;
