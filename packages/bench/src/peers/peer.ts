/** Another process, or a page, that does work when it is asked to, one order after the other. */
export interface Peer {
  /** Asks for one thing and waits for the answer. */
  ask(order: object): Promise<unknown>;
  /** Ends it. */
  close(): void;
}

/** A peer that is ready, and what it said of itself first. */
export interface Started<Greeting> {
  readonly peer: Peer;
  readonly greeting: Greeting;
}

/** What a peer answers to each order. */
export type Answer = { readonly result: unknown } | { readonly error: string };

/** Somebody who cannot take part here, and why. */
export interface Skipped {
  readonly name: string;
  readonly reason: string;
}
