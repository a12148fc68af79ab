/** Longest of the words below. */
const longest = 5;

const words = new Set(['', 'na', 'n/a', '#n/a', 'nan', 'null', '?', '-', '--', '缺失']);

/** Whether a cell, without spaces around it, stands for a value that is not there. */
export const isMissing = (cell: string): boolean =>
  cell.length <= longest && words.has(cell.toLowerCase());
