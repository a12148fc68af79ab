import { npm } from './npm.mjs';

/**
 * Chooses the packages that can be installed beside a version of TensorFlow.js: adapters of backends that it has, and
 * programs that bring this version.
 *
 * @returns The packages `chosen`, those `leftOut`, and the packages of TensorFlow.js that the chosen ones ask for.
 */
export function choose(packed, tfjs) {
  const published = new Map();
  const isPublished = (name) => {
    if (!published.has(name)) published.set(name, exists(name, tfjs));
    return published.get(name);
  };
  const fits = ({ manifest }) =>
    requiredOf(manifest).every(isPublished) &&
    (manifest.dependencies?.['@tensorflow/tfjs'] ?? tfjs) === tfjs;
  const chosen = packed.filter(fits);
  const peers = chosen.flatMap(({ manifest }) => requiredOf(manifest).map((name) => [name, tfjs]));
  return { chosen, leftOut: packed.filter((one) => !fits(one)), peers: Object.fromEntries(peers) };
}

/** Packages of TensorFlow.js that a library needs beside it. */
function requiredOf({ peerDependencies = {}, peerDependenciesMeta = {} }) {
  return Object.keys(peerDependencies).filter(
    (name) => name.startsWith('@tensorflow/') && peerDependenciesMeta[name]?.optional !== true,
  );
}

function exists(name, version) {
  try {
    npm(['view', `${name}@${version}`, 'version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
