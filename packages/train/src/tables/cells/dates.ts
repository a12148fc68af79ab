/** Order of day, month and year in a date. */
export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export const dateOrders: readonly DateOrder[] = ['ymd', 'dmy', 'mdy'];

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ](.*))?$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?:,? (.*))?$/;
const timeOfDay =
  /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])m)?(?: ?(Z|[+-]\d{2}:?\d{2}))?$/i;

const dayMs = 86_400_000;

/** Milliseconds since 1970 in UTC of a date, with or without a time; NaN where a cell is none in this order. */
export function dateIn(cell: string, order: DateOrder): number {
  if (cell.length < 6 || cell.length > 40) return Number.NaN;
  const match = (order === 'ymd' ? yearFirst : yearLast).exec(cell);
  if (match === null) return Number.NaN;
  const [, a, , b, c, time] = match;
  const [y, m, d] = order === 'ymd' ? [a, b, c] : order === 'dmy' ? [c, b, a] : [c, a, b];
  const day = dayOf(fullYear(y as string), Number(m), Number(d));
  return time === undefined ? day : day + timeIn(time);
}

/** Milliseconds since midnight in UTC; NaN where a cell is no time of day. */
export function timeIn(cell: string): number {
  const match = timeOfDay.exec(cell);
  if (match === null) return Number.NaN;
  const [, hour, minute, second = '0', fraction = '0', half, zone] = match;
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hours > 23 || Number(minute) > 59 || Number(second) > 60 || (half && Number(hour) > 12))
    return Number.NaN;
  const ms = ((hours * 60 + Number(minute)) * 60 + Number(second) + Number(`0.${fraction}`)) * 1000;
  return ms - zoneMs(zone);
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone[0] === '-' ? -minutes : minutes) * 60_000;
}

/** Two digits stand for 1969 to 2068, as in POSIX. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return year + (year < 69 ? 2000 : 1900);
}

function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isThere = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isThere ? Math.floor(date.getTime() / dayMs) * dayMs : Number.NaN;
}

/** Whether a cell is a date in some order. */
export const isDate = (cell: string): boolean =>
  dateOrders.some((order) => !Number.isNaN(dateIn(cell, order)));
