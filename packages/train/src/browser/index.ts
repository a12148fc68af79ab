export { browserStore } from './browser-store.js';
export { IndexedDbStore } from './indexed-db-store.js';
export { OpfsStore } from './opfs-store.js';
