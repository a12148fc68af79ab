import { register } from '@nadir/backend-cpu';
import { isFused } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
console.log(isFused());
register();
console.log(isFused());

// Prints:
//   false
//   true
