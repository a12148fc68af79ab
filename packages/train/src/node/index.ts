export { CheckpointFolder } from './checkpoint-folder.js';
