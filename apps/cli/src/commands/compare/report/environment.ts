import { describeMachine } from '../../../machine/machine.js';
import { packageVersions } from '../../../machine/packages.js';
import type { Plan } from '../plan/plan.js';

/** What a comparison ran on, by name. */
export type Environment = Readonly<Record<string, string>>;

/** What a comparison runs on, as far as its seconds depend on it. */
export function environmentOf({ backend }: Plan): Environment {
  const { processor, architecture, cores, node } = describeMachine();
  const versions = packageVersions();
  return {
    Processor: `${processor}, ${architecture}, ${cores} ${cores === 1 ? 'core' : 'cores'}`,
    Backend: `${backend}, TensorFlow.js ${versions['@tensorflow/tfjs']}`,
    Nadir: `${versions['@nadir/core']}`,
    'Node.js': node.version,
  };
}
