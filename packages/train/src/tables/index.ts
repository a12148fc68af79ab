export type { Scratch } from '../bytes/scratch.js';
export type { ByteSource } from '../bytes/source.js';
export type {
  BooleanColumn,
  DateColumn,
  Kind,
  NumberColumn,
  Table,
  TableColumn,
  TextColumn,
} from './columns/column.js';
export { columnOf, isMissingAt } from './columns/find.js';
export { type EncodedRows, encodedRows } from './encoder/encoded-rows.js';
export { type Encoded, Encoder, type EncoderSpec } from './encoder/encoder.js';
export { encoderFrom } from './encoder/encoder-from.js';
export { fit } from './encoder/fit.js';
export type { Cycle, FeatureSpec, Moments, TargetSpec } from './encoder/specs.js';
export { type OpenTable, openTable, readTable, type TableOptions } from './open-table.js';
export type { ColumnPlan, FeatureKind, Role } from './plan/column-plan.js';
export { type Plan, type PlanOptions, planOf } from './plan/plan.js';
export type { TargetPlan, Task } from './plan/target-plan.js';
export type { Row, RowSource } from './rows/row.js';
export type { TableFile, TableFiles, TableSource } from './table-source.js';
export { type Dialect, dialectOf } from './text/dialect.js';
