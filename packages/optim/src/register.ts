// Imported for its effect: a bundle then has every optimizer, schedule, penalty and constraint, so that whatever was saved can
// be loaded.
import { keepRegistered } from '@nadir/core/internal';
import { optimizers } from './optimizers.js';
import * as regularizers from './regularizers/index.js';
import * as schedules from './schedules/index.js';

keepRegistered({ optimizers, regularizers, schedules });
