import type { Step } from './plan.mjs';

/** What is said before anything is fetched. */
export function announcement(steps: readonly Step[]): string;

/**
 * Says what is going to be fetched, and fetches it.
 * @throws Error when a required step fails.
 */
export function fetchAll(steps: readonly Step[]): void;
