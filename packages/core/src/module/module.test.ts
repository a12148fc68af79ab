import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { StateError } from '../errors.js';
import { HostInteger } from './host-integer.js';
import { type AnyModule, Module } from './module.js';
import { buffer, isBuffer, parameter } from './parameter.js';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

/** A parameter, a buffer and a host integer; `inner` before `weight`, though it is a child. */
class Leaf extends Module {
  readonly inner: Module | undefined;
  readonly weight = parameter(tf.tensor1d([1, 2]));
  readonly mean = buffer(tf.tensor1d([3]));
  readonly calls = new HostInteger(4);

  constructor(inner?: Module) {
    super();
    this.inner = inner;
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, this.weight);
  }
}

class Holder extends Module {
  [field: string]: unknown;

  constructor(fields: object) {
    super();
    Object.assign(this, fields);
  }

  forward(x: tf.Tensor): tf.Tensor {
    return tf.clone(x);
  }
}

beforeAll(() => tf.setBackend('cpu'));

describe('the fields of a module', () => {
  it('are found without registration, its own before those of its children', () => {
    const model = new Leaf(new Leaf());
    expect([...model.namedParameters().keys()]).toEqual(['weight', 'inner.weight']);
    expect([...model.namedBuffers().keys()]).toEqual(['mean', 'inner.mean']);
    expect(model.parameters()).toEqual([model.weight, (model.inner as Leaf).weight]);
    expect(model.buffers()).toEqual([model.mean, (model.inner as Leaf).mean]);
  });

  it('may be arrays and maps, within each other too', () => {
    const model = new Holder({
      list: [new Leaf(), [parameter(tf.scalar(1))]],
      map: new Map<string, unknown>([['left', new Leaf()]]),
    });
    expect([...model.namedParameters().keys()]).toEqual([
      'list.1.0',
      'list.0.weight',
      'map.left.weight',
    ]);
    expect(model.children()).toHaveLength(2);
  });

  it('count as they are now: assigning adds, replaces and removes', () => {
    const model = new Holder({ a: new Leaf() });
    model.b = parameter(tf.scalar(1));
    model.a = undefined;
    expect([...model.namedParameters().keys()]).toEqual(['b']);
  });

  it('that hold tensors, plain objects or anything else are left alone', () => {
    const model = new Holder({
      t: tf.scalar(1),
      o: { w: parameter(tf.scalar(1)) },
      n: null,
      s: 'x',
    });
    expect(model.parameters()).toEqual([]);
    expect(model.stateDict()).toEqual({});
  });

  it('may share a variable, which is then listed once and saved under each name', () => {
    const shared = parameter(tf.scalar(1));
    const model = new Holder({ a: shared, b: new Holder({ c: shared }) });
    expect([...model.namedParameters()]).toEqual([['a', shared]]);
    expect(Object.keys(model.stateDict())).toEqual(['a', 'b.c']);
  });

  it('may lead back to the module that holds them', () => {
    const child = new Holder({ w: parameter(tf.scalar(1)) });
    const model = new Holder({ child });
    child.parent = model;
    expect([...model.namedParameters().keys()]).toEqual(['child.w']);
    expect(model.modules()).toEqual([model, child]);
    expect(Object.keys(model.stateDict())).toEqual(['child.w']);
    const circle: unknown[] = [parameter(tf.scalar(1))];
    circle.push(circle);
    expect([...new Holder({ circle }).namedParameters().keys()]).toEqual(['circle.0']);
  });

  it.each(['', 'a.b'])('may not be maps with the key "%s"', (key) => {
    const model = new Holder({ map: new Map([[key, new Leaf()]]) });
    expect(() => model.parameters()).toThrow(/Holder\.map: got the key/);
  });
});

describe('buffer', () => {
  it('makes a buffer, frozen or not, and a frozen parameter stays a parameter', () => {
    const model = new Leaf();
    model.requiresGrad(false);
    expect(model.parameters()).toEqual([model.weight]);
    expect(model.weight.trainable).toBe(false);
    model.requiresGrad();
    expect(model.weight.trainable).toBe(true);
    expect(model.mean.trainable).toBe(false);
    model.mean.trainable = true;
    expect(model.buffers()).toEqual([model.mean]);
    expect(isBuffer(model.mean)).toBe(true);
    expect(isBuffer(model.weight)).toBe(false);
  });

  it.each([parameter, buffer])('takes the tensor over: %s', (make) => {
    const before = tf.memory().numTensors;
    const outside = make(tf.tensor1d([1, 2]));
    const inside = tf.tidy(() => make(tf.tensor1d([3, 4])));
    expect(tf.memory().numTensors).toBe(before + 2);
    expect([numbers(outside), numbers(inside)]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    outside.dispose();
    inside.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([parameter, buffer])('refuses variables and what is no tensor: %s', (make) => {
    const known = parameter(tf.scalar(1));
    expect(() => make(known)).toThrow(/got a variable, expected a tensor/);
    expect(known.isDisposed).toBe(false);
    expect(() => make(3 as never)).toThrow(/got 3/);
    expect(() => make(undefined as never)).toThrow(/got undefined/);
  });
});

describe('Module', () => {
  const tree = () => {
    const [b, d] = [new Holder({}), new Holder({})];
    const c = new Holder({ d });
    const a = new Holder({ b, c, again: b });
    return { a, b, c, d };
  };

  it('lists itself before its children, each once', () => {
    const { a, b, c, d } = tree();
    expect(a.modules()).toEqual([a, b, c, d]);
    expect(a.children()).toEqual([b, c]);
  });

  it('applies a function to children first, and returns itself', () => {
    const { a, b, c, d } = tree();
    const visited: AnyModule[] = [];
    expect(a.apply((module) => visited.push(module))).toBe(a);
    expect(visited).toEqual([b, d, c, a]);
  });

  it('switches training off and on for all below it', () => {
    const { a } = tree();
    const modes = () => a.modules().map(({ training }) => training);
    expect(modes()).toEqual([true, true, true, true]);
    expect(a.eval()).toBe(a);
    expect(modes()).toEqual([false, false, false, false]);
    a.train();
    expect(modes()).toEqual([true, true, true, true]);
    a.train(false);
    expect(modes()).toEqual([false, false, false, false]);
  });

  it.each([0, 1, null, 'true'])('refuses the mode %s', (mode) => {
    const { a } = tree();
    expect(() => a.train(mode as never)).toThrow(/Module\.train\.mode: got/);
    expect(() => a.requiresGrad(mode as never)).toThrow(/Module\.requiresGrad\.flag: got/);
    expect(a.training).toBe(true);
  });

  it('frees all its variables, once', () => {
    const before = tf.memory().numTensors;
    const model = new Leaf(new Leaf());
    const state = model.stateDict();
    expect(tf.memory().numTensors).toBe(before + 4 + 6);
    model.dispose();
    model.dispose();
    expect(numbers(state.weight as tf.Tensor)).toEqual([1, 2]);
    tf.dispose(state);
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('stateDict', () => {
  it('is a snapshot of parameters, buffers and host integers', () => {
    const model = new Leaf(new Leaf());
    const state = model.stateDict();
    expect(Object.keys(state)).toEqual([
      'weight',
      'mean',
      'calls',
      'inner.weight',
      'inner.mean',
      'inner.calls',
    ]);
    model.weight.assign(tf.tensor1d([8, 9]));
    expect(numbers(state.weight as tf.Tensor)).toEqual([1, 2]);
    expect(state.calls).toMatchObject({ dtype: 'int32', shape: [] });
  });

  it.each([0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])('keeps the host integer %s', (value) => {
    const [from, to] = [new Leaf(), new Leaf()];
    from.calls.value = value;
    to.loadStateDict(from.stateDict());
    expect(to.calls.value).toBe(value);
  });

  it('may have any name', () => {
    const model = new Holder({ map: new Map([['__proto__', parameter(tf.scalar(5))]]) });
    Object.defineProperty(model, '__proto__', { value: parameter(tf.scalar(6)), enumerable: true });
    const state = model.stateDict();
    expect(Object.keys(state)).toEqual(['map.__proto__', '__proto__']);
    expect(Object.getPrototypeOf(state)).toBe(Object.prototype);
  });
});

describe('loadStateDict', () => {
  const other = () => ({
    weight: tf.tensor1d([5, 6]) as tf.Tensor,
    mean: tf.tensor1d([7]) as tf.Tensor,
    calls: tf.scalar(8, 'int32') as tf.Tensor,
  });
  const values = (model: Leaf) => [numbers(model.weight), numbers(model.mean), [model.calls.value]];
  const changed = [[5, 6], [7], [8]];
  const unchanged = [[1, 2], [3], [4]];

  it('sets the values of the same variables, and the caller may dispose the tensors', () => {
    const model = new Leaf();
    const { weight, mean } = model;
    const before = tf.memory().numTensors;
    const state = other();
    expect(model.loadStateDict(state)).toEqual({ missing: [], unexpected: [] });
    tf.dispose(state);
    expect(values(model)).toEqual(changed);
    expect([model.weight, model.mean]).toEqual([weight, mean]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind, in tidy and outside of it', () => {
    const model = new Leaf();
    const state = other();
    const before = tf.memory().numTensors;
    model.loadStateDict(state);
    tf.tidy(() => void model.loadStateDict(state));
    expect(() => model.loadStateDict({ ...state, weight: state.mean })).toThrow();
    expect(tf.memory().numTensors).toBe(before);
    expect(values(model)).toEqual(changed);
  });

  it('takes the variables themselves, also crosswise', () => {
    const model = new Holder({ a: parameter(tf.scalar(1)), b: parameter(tf.scalar(2)) });
    model.loadStateDict({ a: model.a as tf.Tensor, b: model.b as tf.Tensor });
    expect(model.parameters().map(numbers)).toEqual([[1], [2]]);
    model.loadStateDict({ a: model.b as tf.Tensor, b: model.a as tf.Tensor });
    expect(model.parameters().map(numbers)).toEqual([[2], [1]]);
  });

  it('lists all that does not fit in one error, and changes nothing', () => {
    const model = new Leaf();
    const state = {
      weight: tf.tensor1d([1, 2, 3]),
      mean: tf.tensor1d([1], 'int32'),
      gain: tf.scalar(1),
    };
    const load = () => model.loadStateDict(state);
    expect(load).toThrow(StateError);
    expect(load).toThrow(
      'Leaf.loadStateDict: got nothing for "calls"; "gain", which it has not; ' +
        'float32 [3] for "weight" float32 [2]; int32 [1] for "mean" float32 [1], ' +
        'expected the names, shapes and dtypes of this module.',
    );
    expect(values(model)).toEqual(unchanged);
  });

  it('ignores other names when it is not strict, and says which', () => {
    const model = new Leaf();
    const { weight } = other();
    const state = { weight, gain: tf.scalar(1) };
    expect(() => model.loadStateDict(state)).toThrow('Pass { strict: false }');
    expect(values(model)).toEqual(unchanged);
    expect(model.loadStateDict(state, { strict: false })).toEqual({
      missing: ['mean', 'calls'],
      unexpected: ['gain'],
    });
    expect(values(model)).toEqual([[5, 6], [3], [4]]);
  });

  it.each([
    ['another shape', () => tf.tensor2d([[1, 2]]), 'float32 [1,2] for "weight"'],
    ['another dtype', () => tf.tensor1d([1, 2], 'int32'), 'int32 [2] for "weight"'],
    ['a number', () => 3, '3 for "weight"'],
    ['undefined', () => undefined, 'undefined for "weight"'],
  ])('refuses %s even when it is not strict', (_, make, message) => {
    const model = new Leaf();
    const state = { ...other(), weight: make() as tf.Tensor };
    expect(() => model.loadStateDict(state, { strict: false })).toThrow(message);
    expect(values(model)).toEqual(unchanged);
  });

  it('refuses disposed tensors and host integers that are none', () => {
    const model = new Leaf();
    const state = other();
    state.mean.dispose();
    expect(() => model.loadStateDict(state)).toThrow('a disposed tensor for "mean"');
    expect(() => model.loadStateDict({ ...other(), calls: tf.scalar(8) })).toThrow(
      'float32 [] for "calls" int32 []',
    );
    expect(values(model)).toEqual(unchanged);
  });

  it('does not find names that the state inherits', () => {
    const model = new Holder({ toString: parameter(tf.scalar(1)) });
    expect(() => model.loadStateDict({})).toThrow('nothing for "toString"');
  });

  it.each([null, undefined, 3])('refuses the state %s', (state) => {
    expect(() => new Leaf().loadStateDict(state as never)).toThrow(/expected an object of tensors/);
  });

  it('refuses a `strict` that is not a boolean', () => {
    expect(() => new Leaf().loadStateDict(other(), { strict: 1 as never })).toThrow(
      /strict: got 1/,
    );
  });
});

describe('HostInteger', () => {
  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses %s and keeps its value', (value) => {
    const integer = new HostInteger(7);
    expect(() => {
      integer.value = value;
    }).toThrow(/HostInteger\.value: got/);
    expect(integer.value).toBe(7);
    expect(() => new HostInteger(value)).toThrow(/HostInteger\.value: got/);
  });
});
