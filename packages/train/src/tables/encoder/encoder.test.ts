import { describe, expect, it } from 'vitest';
import type { Kind } from '../columns/column.js';
import { readTable } from '../open-table.js';
import { type PlanOptions, planOf } from '../plan/plan.js';
import { encoderFrom } from './encoder-from.js';
import { fit } from './fit.js';

const read = (text: string, kinds: ReadonlyMap<string, Kind> = new Map()) =>
  readTable(new TextEncoder().encode(text), { name: 'f.csv', kinds });
const planFor = async (text: string, options: Partial<PlanOptions> = {}) =>
  planOf(await read(text), { target: 'y', ...options });

const rounded = (values: Float32Array) => Array.from(values, (x) => Number(x.toFixed(4)));

describe('planOf', () => {
  it('says of each column what is done with it, and why', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        `${i + 1},${i % 7},name ${i},${'ab'[i % 2]},same,,${i % 3 ? 'yes' : 'no'},2024-01-${String((i % 28) + 1).padStart(2, '0')},${i % 5 ? i / 2 : ''},${'xyz'[i % 3]}`,
    );
    const plan = await planFor(
      `PassengerId,number,name,sex,constant,empty,flag,date,gaps,y\n${rows.join('\n')}\n`,
    );
    expect(plan.columns.map(({ sentence }) => sentence)).toEqual([
      '"PassengerId" is left out: it numbers the rows.',
      '"number" is a number, standardised.',
      '"name" is left out: it is text of which most rows have their own.',
      '"sex" is one of 2 values, a feature for each frequent one.',
      '"constant" is left out: all rows have "same".',
      '"empty" is left out: all of its cells are empty.',
      '"flag" is yes or no, 1 or 0.',
      '"date" is a date, taken as its year, and month and weekday as angles.',
      '"gaps" is a number, standardised; 8 missing cells (20 %) take the median.',
      '"y" is predicted, one of 3 classes: x (14), y (13), z (13).',
    ]);
    expect(plan.target.task).toBe('classification');
  });

  it('predicts numbers where they are fractions or many, and does as it is told', async () => {
    const many = `a,y\n${Array.from({ length: 30 }, (_, i) => `${i % 4},${i}`).join('\n')}\n`;
    const few = `a,y\n${Array.from({ length: 30 }, (_, i) => `${i % 4},${i % 3}`).join('\n')}\n`;
    expect((await planFor(many)).target.task).toBe('regression');
    expect((await planFor(few)).target).toMatchObject({
      task: 'classification',
      classes: new Map([
        ['0', 10],
        ['1', 10],
        ['2', 10],
      ]),
    });
    expect((await planFor(few, { task: 'regression' })).target.task).toBe('regression');
  });

  it.each([
    ['Yes', 'No', 'yes', 'no'],
    ['Y', 'N', 'y', 'n'],
    ['1', '0', '1', '0'],
    ['ja', 'nein', 'Ja', 'Nein'],
    ['True', 'False', 'TRUE', 'FALSE'],
  ])(
    'calls classes %s and %s as the file does, yes the second',
    async (yes, no, otherYes, otherNo) => {
      const plan = await planFor(`a,y\n1,${yes}\n2,${no}\n3,${yes}\n4,\n`);
      expect([...plan.target.classes]).toEqual([
        [no, 1],
        [yes, 2],
      ]);
      const encoder = encoderFrom(JSON.stringify(fit(plan)));
      expect(encoder.target).toMatchObject({ classes: [no, yes] });
      const other = await read(`a,y\n5,${otherNo}\n6,${otherYes}\n`, encoder.kinds);
      expect(encoder.encode(other).targets).toEqual(Int32Array.of(0, 1));
    },
  );

  it('leaves out rows without a target', async () => {
    const plan = await planFor('a,y\n1,p\n2,\n3,q\n1,p\n');
    expect([...plan.rows]).toEqual([0, 2, 3]);
    expect(plan.target.sentence).toContain('The 1 of 4 rows without it are left out.');
  });

  it.each([
    ['a,y\n1,p\n2,p\n', {}, 'f.csv, column "y": got one class for all rows, "p"'],
    ['a,y\n1,p\n2,q\n', {}, 'got 2 different values in 2 rows, expected classes that repeat'],
    ['a,y\n1,2\n1,2.5\n', {}, 'f.csv: got no column to predict "y" from'],
    [
      'a,y\n1,p\n2,q\n3,p\n',
      { target: 'z' },
      'planOf.target: got "z", expected a column of f.csv: "a", "y".',
    ],
    ['a,y\n1,p\n2,q\n3,p\n', { ignore: ['b'] }, 'planOf.ignore: got "b"'],
    [
      'a,w,y\n1,1,p\n2,-1,q\n3,1,p\n',
      { weight: 'w' },
      'f.csv:3, column "w": got -1, expected a number ≥ 0',
    ],
    [
      'a,y\n1,p\n2,q\n3,p\n',
      { task: 'regression' },
      'f.csv:2, column "y": got text, expected numbers.',
    ],
  ] as const)('refuses %j with %j', async (text, options, message) => {
    await expect(planFor(text, options)).rejects.toThrow(message);
  });
});

describe('fit', () => {
  it('learns from the training rows alone', async () => {
    const plan = await planFor('n,c,y\n1,a,p\n3,a,q\n5,,p\n100,b,q\n,z,p\n');
    const encoder = fit(plan, Uint32Array.of(0, 1, 2));
    expect(encoder.featureNames).toEqual(['n', 'c = a', 'c: missing']);
    const { features, targets } = encoder.encode(plan.table);
    // Mean 3 and deviation √(8/3) of 1, 3, 5; the median 3 fills the gap. b and z were not seen.
    const d = Math.sqrt(8 / 3);
    expect(rounded(features)).toEqual(
      rounded(Float32Array.of(-2 / d, 1, 0, 0, 1, 0, 2 / d, 1, 1, 97 / d, 0, 0, 0, 0, 0)),
    );
    expect(targets).toEqual(Int32Array.of(0, 1, 0, 1, 0));
  });

  it('takes rare categories, and those never seen, for others', async () => {
    const plan = await planFor('c,y\na,1\na,2\nb,1\nb,2\nc,1\n', { task: 'regression' });
    const encoder = fit(plan);
    expect(encoder.featureNames).toEqual(['c = a', 'c = b', 'c: other']);
    const { features, targets } = encoder.encode(await read('c\nb\nc\nnew\n'));
    expect(features).toEqual(Float32Array.of(0, 1, 0, 0, 0, 1, 0, 0, 1));
    expect(targets).toBeUndefined();
  });

  it('takes dates as years, and as angles of month, weekday and hour', async () => {
    const plan = await planFor('d,y\n2024-01-07T06:00,1\n2024-07-07T18:00,2\n', {
      task: 'regression',
    });
    const encoder = fit(plan);
    expect(encoder.featureNames).toEqual([
      'd: year',
      ...['month', 'weekday', 'hour'].flatMap((one) => [`d: sin ${one}`, `d: cos ${one}`]),
    ]);
    // January and July are half a turn apart, both days are Sundays, 6 and 18 o'clock a quarter and three quarters.
    expect(rounded(encoder.encode(plan.table).features)).toEqual(
      [-1, 0, 1, 0, 1, 1, 0, 1, 0, -1, 0, 1, -1, -0].map((x) => expect.closeTo(x, 4)),
    );
  });

  it('takes numbers for categories where it is told, and reads other files the same way', async () => {
    const plan = await planFor('n,w,y\n3,1,p\n7,2,q\n3,1,p\n7,1,q\n', {
      categorical: ['n'],
      weight: 'w',
    });
    const encoder = fit(plan);
    expect(encoder.featureNames).toEqual(['n = 3', 'n = 7']);
    const other = await read('extra,y,n\nx,q,7\n', encoder.kinds);
    expect(encoder.encode(other)).toEqual({
      features: Float32Array.of(0, 1),
      targets: Int32Array.of(1),
      weights: undefined,
    });
    expect(encoder.encode(plan.table).weights).toEqual(Float32Array.of(1, 2, 1, 1));
  });

  it('is safe with columns and categories named like members of objects', async () => {
    const plan = await planFor(
      '__proto__,constructor,y\n__proto__,1,toString\nconstructor,2,valueOf\n__proto__,1,toString\nconstructor,3,valueOf\n',
    );
    const encoder = encoderFrom(JSON.stringify(fit(plan)));
    expect(encoder.featureNames).toEqual([
      '__proto__ = __proto__',
      '__proto__ = constructor',
      'constructor',
    ]);
    const { features, targets } = encoder.encode(plan.table);
    expect([...features.subarray(0, 2)]).toEqual([1, 0]);
    expect(targets).toEqual(Int32Array.of(0, 1, 0, 1));
  });

  it.each([
    ['a\n1\n', 'f.csv: got no column "n", expected all columns that the model was trained on.'],
    ['n,y\nx,p\n', 'f.csv, column "n": got a column of text, expected one of number.'],
    ['n,y\n1,other\n', 'f.csv:2, column "y": got "other", expected one of the classes ["p", "q"].'],
    ['n,y\n1,p\n2,\n', 'f.csv:3, column "y": got an empty cell'],
  ])('refuses to encode %j', async (text, message) => {
    const encoder = fit(await planFor('n,y\n1,p\n2,q\n3,p\n'));
    const table = await read(text);
    expect(() => encoder.encode(table)).toThrow(message);
  });
});

describe('encoderFrom', () => {
  const saved = async () =>
    JSON.parse(
      JSON.stringify(
        fit(
          await planFor(
            'n,c,d,b,y\n1,a,2024-01-01,yes,p\n,b,2024-05-01,no,q\n3,a,2024-06-01,yes,p\n',
          ),
        ),
      ),
    );

  it('reads what was saved', async () => {
    const json = await saved();
    expect(JSON.parse(JSON.stringify(encoderFrom(json)))).toEqual(json);
  });

  it('names any field that is missing', async () => {
    const pathsIn = (value: unknown): (string | number)[][] =>
      typeof value !== 'object' || value === null
        ? []
        : Object.entries(value).flatMap(([key, inner]) =>
            Array.isArray(value)
              ? pathsIn(inner).map((path) => [Number(key), ...path])
              : [[key], ...pathsIn(inner).map((path) => [key, ...path])],
          );
    const json = await saved();
    for (const path of pathsIn(json)) {
      const copy = structuredClone(json);
      const holder = path.slice(0, -1).reduce((inner, key) => inner[key], copy);
      delete holder[path.at(-1) as string];
      const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
      expect(() => encoderFrom(copy)).toThrow(`encoder${place}: got undefined, expected`);
    }
  });

  it.each([
    [null, 'encoder: got null'],
    ['{', 'encoder: got text that is not JSON'],
    [
      { version: 99 },
      'encoder.version: got 99, expected at most 1. Take the @nadir/train that wrote it',
    ],
    [
      {
        version: 1,
        features: [],
        target: { column: 'y', task: 'classification', from: 'boolean', classes: ['no'] },
      },
      'encoder.target.classes: got ["no"], expected the words for no and yes',
    ],
    [{ version: 1, features: [{ kind: 'toString' }] }, 'encoder.features[0].kind: got "toString"'],
  ])('refuses %j', (json, message) => {
    expect(() => encoderFrom(json)).toThrow(
      expect.objectContaining({ code: 'NADIR_FORMAT', message: expect.stringContaining(message) }),
    );
  });
});
