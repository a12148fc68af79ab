import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { describe, it } from 'vitest';
import { missing } from '../test/provided.js';
import { backend, register } from './index.js';

if (missing === undefined) conformance({ backend, register, tolerance: 'exact' });
else describe.skip(`the adapter on tensorflow: ${missing}`, () => it('conforms', () => {}));
