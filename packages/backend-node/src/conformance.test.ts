import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { it } from 'vitest';
import { missing } from '../test/provided.js';
import { backend, register } from './index.js';

// Its kernels are those of `cpu`, which is held to all laws.
const extent = import.meta.env.MODE === 'all-laws' ? 'all' : 'sample';
if (missing === undefined) conformance({ backend, register, tolerance: 'exact', extent });
// The binding is no package of the registry: the table at the end of the run says why it is absent.
else it('the adapter on tensorflow', ({ skip }) => skip(missing));
