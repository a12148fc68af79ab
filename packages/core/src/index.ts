export {
  FormatError,
  NadirError,
  OptionError,
  ProgramError,
  StateError,
  TensorError,
} from './errors.js';
