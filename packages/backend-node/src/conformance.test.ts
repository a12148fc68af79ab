import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { it } from 'vitest';
import { missing } from '../test/provided.js';
import { backend, register } from './index.js';

// Its kernels are those of `cpu`.
const short = import.meta.env.VITE_EVERY_LAW === undefined;
if (missing === undefined) conformance({ backend, register, tolerance: 'exact', short });
// The binding is no package of the registry: the table at the end of the run says why it is absent.
else it('the adapter on tensorflow', ({ skip }) => skip(missing));
