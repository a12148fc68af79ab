export * from './all-schedules.js';
export type { CurveShape } from './curve-shape.js';
export { defineSchedule, type ScheduleDefinition } from './define-schedule.js';
export { configOf, type NamedSchedule, type SavedSchedule } from './named-schedule.js';
export {
  ReduceOnPlateau,
  type ReduceOnPlateauOptions,
  type ReduceOnPlateauState,
} from './plateau/reduce-on-plateau.js';
export { restoreSchedule } from './restore-schedule.js';
