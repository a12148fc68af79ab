import '@tensorflow/tfjs';
import { catalogue, conformance, oneOfEachKind } from '@nadir/conformance';
import { backend, register } from './index.js';

// All of them are tested in Node.
conformance({ backend, register, tolerance: 'exact', entries: oneOfEachKind(catalogue) });
