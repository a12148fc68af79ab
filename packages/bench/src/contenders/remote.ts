import type { Peer } from '../peers/peer.js';
import type { Contender } from './contender.js';

/** What a {@link remote} contender is. */
export interface RemoteCall extends Pick<Contender, 'name' | 'rule'> {
  readonly peer: Peer;
  /** What the peer is told beside the task: a backend, a kind of step. */
  readonly setting: object;
}

/** A contender whose work is done, and timed, by a peer. */
export function remote({ name, rule, peer, setting }: RemoteCall): Contender {
  const ask = (what: string, given: object = {}) => peer.ask({ do: what, key: name, ...given });
  return {
    name,
    rule,
    async prepare(task) {
      await ask('prepare', { task, ...setting });
    },
    steps: async (count) => (await ask('steps', { count })) as number,
    read: async (stride) => (await ask('read', { stride })) as number[],
    async dispose() {
      await ask('dispose');
    },
  };
}
