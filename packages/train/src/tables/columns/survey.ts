import { allPairs, booleanIn, type NoYes, pairsWith, wordsOf } from '../cells/booleans.js';
import { type DateOrder, dateIn, dateOrders, timeIn } from '../cells/dates.js';
import { isMissing } from '../cells/missing.js';
import type { Decimal, NumberReader } from '../cells/numbers.js';
import type { Cell } from '../rows/row.js';
import type { Kind } from './column.js';

/** How the cells of a column are read. */
export type ColumnFormat =
  | { readonly kind: 'text'; readonly remark?: string }
  | { readonly kind: 'boolean'; readonly words: NoYes }
  | { readonly kind: 'date'; readonly order: DateOrder | 'time' }
  | {
      readonly kind: 'number';
      readonly decimal: Decimal;
      readonly unit: string;
      /** Digits after the mark when integers of 32 bits hold all numbers with so many; `undefined` where they do not. */
      readonly decimals: number | undefined;
      /** Largest magnitude. */
      readonly largest: number;
    };

/** What numbers written with one decimal mark have been like. */
class NumberSurvey {
  count = 0;
  decimals = 0;
  largest = 0;
  isExact = true;
  readonly units = new Set<string>();

  add(cell: NumberReader): void {
    this.count++;
    this.largest = Math.max(this.largest, Math.abs(cell.value));
    this.isExact &&= cell.isExact;
    if (cell.decimals > this.decimals) this.decimals = cell.decimals;
    // Zeros are often written without their unit.
    if (cell.value !== 0 || cell.unit !== '') this.units.add(cell.unit);
  }

  format(decimal: Decimal): ColumnFormat {
    const fits = this.isExact && this.largest * 10 ** this.decimals < 2 ** 31 - 1;
    const [unit = ''] = this.units;
    const decimals = fits ? this.decimals : undefined;
    return { kind: 'number', decimal, unit, decimals, largest: this.largest };
  }
}

/** Goes through all cells of a column to find what they are. */
export class ColumnSurvey {
  readonly #reader: NumberReader;
  readonly #point = new NumberSurvey();
  readonly #comma = new NumberSurvey();
  #present = 0;
  #pairs = allPairs;
  /** The first cells that say no and yes. */
  readonly #words: [no?: string, yes?: string] = [];
  #orders: (DateOrder | 'time')[] = [...dateOrders, 'time'];
  #misfit: { readonly cell: string; readonly place: string } | undefined;

  /** @param reader One for all columns. */
  constructor(reader: NumberReader) {
    this.#reader = reader;
  }

  /** @param value A text without spaces around it, or a number. */
  add(value: Cell, line: number, file: string): void {
    const cell = String(value);
    if (isMissing(cell)) return;
    this.#present++;
    this.#pairs = pairsWith(cell, this.#pairs);
    if (this.#pairs !== 0) this.#words[Number(booleanIn(cell))] ??= cell;
    if (this.#orders.length > 0) {
      this.#orders = this.#orders.filter(
        (order) => !Number.isNaN(order === 'time' ? timeIn(cell) : dateIn(cell, order)),
      );
    }
    const reader = this.#reader;
    const isPoint = reader.read(cell, '.');
    if (isPoint) this.#point.add(reader);
    // Where no mark is among the digits, both readings are the same. A number is none that could be read otherwise.
    const isComma =
      typeof value === 'string' && ((isPoint && !reader.hasMarks) || reader.read(cell, ','));
    if (isComma) this.#comma.add(reader);
    if (!isPoint && !isComma) this.#misfit ??= { cell, place: `${file}:${line}` };
  }

  /** Which decimal mark the numbers show; `undefined` where both fit, or none does. */
  get shownDecimal(): Decimal | undefined {
    const isPoint = this.#isNumber(this.#point);
    if (isPoint === this.#isNumber(this.#comma)) return undefined;
    return isPoint ? '.' : ',';
  }

  /**
   * @param decimal Mark to take where the numbers leave it open.
   * @param kind The kind that the column has to be of; default, what its cells show.
   */
  format(decimal: Decimal, kind?: Kind): ColumnFormat {
    const shown = this.shownDecimal ?? decimal;
    const numbers = shown === '.' ? this.#point : this.#comma;
    if (kind === 'text' || (this.#present === 0 && kind === undefined)) return { kind: 'text' };
    if (kind === 'number' || (kind === undefined && this.#isNumber(numbers))) {
      return numbers.format(shown);
    }
    if (kind === 'boolean' || (kind === undefined && this.#pairs !== 0)) {
      const [no, yes] = wordsOf(this.#pairs);
      return { kind: 'boolean', words: [this.#words[0] ?? no, this.#words[1] ?? yes] };
    }
    const [order, another] = this.#orders;
    if (kind === 'date') return { kind, order: order ?? 'ymd' };
    if (order !== undefined && another === undefined) return { kind: 'date', order };
    const remark = this.#remark(numbers, order !== undefined);
    return remark === undefined ? { kind: 'text' } : { kind: 'text', remark };
  }

  #isNumber({ count, units }: NumberSurvey): boolean {
    return this.#present > 0 && count === this.#present && units.size <= 1;
  }

  #remark({ count, units }: NumberSurvey, isOpenDate: boolean): string | undefined {
    if (isOpenDate) return 'its dates may be day/month or month/day';
    if (count === this.#present && units.size > 1) return 'its numbers have several units';
    if (count < this.#present * 0.8 || this.#misfit === undefined) return undefined;
    const { cell, place } = this.#misfit;
    const shown = JSON.stringify(cell.length > 40 ? `${cell.slice(0, 39)}…` : cell);
    return `${this.#present - count} of its ${this.#present} cells are no numbers, first ${shown} in ${place}`;
  }
}
