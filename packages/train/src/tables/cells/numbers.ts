/** The mark before the decimals of a number. */
export type Decimal = '.' | ',';

/** Signs of what is counted, before or after a number. */
const units = new Set(['%', '‰', '$', '€', '£', '¥']);

/** Powers of ten that are exact. */
const powers = Array.from({ length: 16 }, (_, i) => 10 ** i);

const zero = 48;
const point = 46;
const comma = 44;

const isDigit = (code: number) => code >= zero && code <= zero + 9;
const isSpace = (code: number) => code === 32 || code === 0xa0 || code === 0x202f;

/**
 * Reads numbers as people and programs write them: `-1.5e3`, `1,234.5` or `1.234,5`, `1 234`, `12 %`, `€ 3`. One reader reads
 * many cells and keeps what the last one was like, so that a cell costs no object.
 */
export class NumberReader {
  /** The number of the last cell; NaN where it held none. */
  value = Number.NaN;
  /** Whether {@link NumberReader.value} is an integer of at most 15 digits divided by 10 to the number of decimals. */
  isExact = false;
  /** Digits after the decimal mark. */
  decimals = 0;
  /** Whether the cell had a point, a comma or another mark among its digits. */
  hasMarks = false;
  /** Sign of the unit, or an empty text. */
  unit = '';

  /** Whether a cell, without spaces around it, is a number. Numbers with leading zeros are not: they are codes. */
  read(cell: string, decimal: Decimal): boolean {
    this.value = Number.NaN;
    this.hasMarks = false;
    this.unit = '';
    const { length } = cell;
    let at = 0;
    let end = length;
    let code = cell.charCodeAt(0);
    if (!(isDigit(code) || code === 45 || code === point || code === comma)) {
      if (units.has(cell[0] as string)) {
        this.unit = cell[at++] as string;
        while (isSpace(cell.charCodeAt(at))) at++;
      } else if (code !== 43 && code !== 0x2212) return false;
    }
    if (!isDigit(cell.charCodeAt(end - 1)) && units.has(cell[end - 1] as string)) {
      if (this.unit !== '') return false;
      this.unit = cell[--end] as string;
      while (isSpace(cell.charCodeAt(end - 1))) end--;
    }
    code = cell.charCodeAt(at);
    const isNegative = code === 45 || code === 0x2212;
    if (isNegative || code === 43) at++;
    const start = at;

    // Whole part, maybe in groups of three digits.
    let mantissa = 0;
    let digits = 0;
    let group = 0;
    let groupStart = at;
    const decimalCode = decimal === '.' ? point : comma;
    for (; at < end; at++) {
      code = cell.charCodeAt(at);
      if (isDigit(code)) {
        mantissa = mantissa * 10 + (code - zero);
        digits++;
        continue;
      }
      const groups =
        code === (decimal === '.' ? comma : point) ||
        code === 39 ||
        code === 0x2019 ||
        isSpace(code);
      if (!groups || code === decimalCode) break;
      const size = at - groupStart;
      const fits = group === 0 ? size >= 1 && size <= 3 : code === group && size === 3;
      if (!fits || cell.charCodeAt(start) === zero) return false;
      group = code;
      groupStart = at + 1;
    }
    if (group !== 0 && at - groupStart !== 3) return false;
    if (digits > 1 && cell.charCodeAt(start) === zero) return false;

    // Decimals and exponent.
    this.decimals = 0;
    if (at < end && cell.charCodeAt(at) === decimalCode) {
      for (at++; at < end && isDigit(cell.charCodeAt(at)); at++) {
        mantissa = mantissa * 10 + (cell.charCodeAt(at) - zero);
        digits++;
        this.decimals++;
      }
      this.hasMarks = true;
    }
    if (digits === 0) return false;
    this.hasMarks ||= group !== 0;
    this.isExact = at === end && digits <= 15;
    if (this.isExact) {
      this.value = (isNegative ? -mantissa : mantissa) / (powers[this.decimals] as number);
      return true;
    }
    if (at < end && !hasExponent(cell, at, end)) return false;
    const plain = cell
      .slice(start, end)
      .replaceAll(group === 0 ? '\0' : String.fromCharCode(group), '');
    const value = Number(decimal === '.' ? plain : plain.replace(',', '.'));
    if (!Number.isFinite(value)) return false;
    this.value = isNegative ? -value : value;
    return true;
  }
}

function hasExponent(cell: string, start: number, end: number): boolean {
  let at = start;
  if ((cell.charCodeAt(at++) | 32) !== 101) return false;
  const sign = cell.charCodeAt(at);
  if (sign === 43 || sign === 45) at++;
  if (at === end) return false;
  while (at < end && isDigit(cell.charCodeAt(at))) at++;
  return at === end;
}
