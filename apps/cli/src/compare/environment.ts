import { describeMachine } from '../doctor/machine.js';
import { packageVersions } from '../doctor/packages.js';
import type { Plan } from './plan.js';

/** What a comparison runs on, as far as its seconds depend on it. */
export function environmentOf({ backend }: Plan): Readonly<Record<string, string>> {
  const { processor, architecture, cores, node } = describeMachine();
  const versions = packageVersions();
  return {
    Processor: `${processor}, ${architecture}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
    Backend: `${backend}, TensorFlow.js ${versions['@tensorflow/tfjs']}`,
    Nadir: `${versions['@nadir/core']}`,
    'Node.js': node.version,
  };
}
