export type { Example } from './join-examples.js';
export { serveExamples, type ThreadPort } from './serve-examples.js';
