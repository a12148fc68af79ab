import type { DateColumn, TableColumn } from '../columns/column.js';
import { isMissingAt } from '../columns/find.js';
import { countDifferent, countLabels } from '../columns/labels.js';
import type { ColumnPlan, FeatureKind } from './column-plan.js';

/** Text with at most so many different values is always taken for categories. */
const fewValues = 10;

/** Decides how a column becomes features, if at all. */
export function featurePlan(
  column: TableColumn,
  rows: Uint32Array,
  isCategorical: boolean,
  isTime: boolean,
): ColumnPlan {
  const quoted = JSON.stringify(column.name);
  const leftOut = (reason: string): ColumnPlan => ({
    column,
    role: isTime ? 'time' : 'left out',
    sentence: `${quoted} is left out: ${reason}.`,
  });
  const feature = (kind: FeatureKind, how: string): ColumnPlan => ({
    column,
    role: isTime ? 'time' : 'feature',
    feature: kind,
    sentence: `${quoted} is ${how}${gaps(column, rows, kind)}.`,
  });
  const present = rows.reduce((n, row) => n + Number(!isMissingAt(column, row)), 0);
  if (present === 0) return leftOut('all of its cells are empty');
  const single = countLabels(column, rows, 1);
  if (single !== undefined && present === rows.length) {
    return leftOut(`all rows have ${JSON.stringify([...single.keys()][0])}`);
  }
  if (!isCategorical && isIndex(column, rows)) return leftOut('it numbers the rows');
  if (column.kind === 'boolean') {
    const [no, yes] = column.words;
    return feature('boolean', `${yes} or ${no}, 1 or 0`);
  }
  if (column.kind === 'text' || isCategorical) {
    const size = countDifferent(column, rows);
    const isSmall = size <= Math.min(fewValues, present - 1);
    if (size > present / 2 && !isSmall && !isCategorical) {
      const remark = column.kind === 'text' && column.remark ? `; ${column.remark}` : '';
      return leftOut(`it is text of which most rows have their own${remark}`);
    }
    const remark = column.kind === 'text' && column.remark ? `, since ${column.remark}` : '';
    return feature('category', `one of ${size} values, a feature for each frequent one${remark}`);
  }
  if (column.kind === 'date') return feature('date', `a ${datePartsInWords(column)}`);
  const unit = column.unit === '' ? '' : ` in ${column.unit}`;
  return feature('number', `a number${unit}, standardised`);
}

const datePartsInWords = ({ hasDate, hasTime }: DateColumn): string => {
  if (!hasDate) return 'time of day, taken as an angle';
  return `date, taken as its year, and month${hasTime ? ', weekday and hour' : ' and weekday'} as angles`;
};

function gaps(column: TableColumn, rows: Uint32Array, kind: FeatureKind): string {
  const missing = rows.reduce((n, row) => n + Number(isMissingAt(column, row)), 0);
  if (missing === 0) return '';
  const fill = kind === 'number' || kind === 'date' ? 'the median' : 'the most frequent value';
  const share = Math.round((missing / rows.length) * 100);
  const shown = share === 0 ? '' : ` (${share} %)`;
  return `; ${missing} missing ${missing === 1 ? 'cell' : 'cells'}${shown} take ${fill}`;
}

/** Names that a column of row numbers has, the one that a column without name is given included. */
const idLike =
  /^(column \d+|unnamed: ?\d+|#|序号|编号|index|idx|row ?_?(names?|id|number)?|id|nr|no)$|[ _-](id|idx|index|nr|no)$|[a-z]id$/i;

/** Whether a column counts 0, 1, 2, … or 1, 2, 3, … under the name of an index. */
function isIndex(column: TableColumn, rows: Uint32Array): boolean {
  if (column.kind !== 'number' || !idLike.test(column.name) || rows.length < 2) return false;
  const start = column.at(0);
  return (start === 0 || start === 1) && rows.every((row) => column.at(row) === start + row);
}
