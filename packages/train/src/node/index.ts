export { CheckpointFolder } from './checkpoint-folder.js';
export { csv } from './csv.js';
export { jsonLines } from './json-lines.js';
export { type ScratchFile, type ScratchFileOptions, scratchFile } from './scratch-file.js';
export { tensorBoard } from './tensorboard.js';
