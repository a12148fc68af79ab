import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Holder, Leaf } from '../../test/modules.js';
import type { AnyModule } from './module.js';
import { buffer, isBuffer, parameter } from './parameter.js';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

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
