export { type ParquetOptions, type ParquetSource, parquetRows } from './parquet-rows.js';
