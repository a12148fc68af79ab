import * as tf from '@tensorflow/tfjs';
import type { Recorded, RecordedOption } from '../page.js';
import type { Surface } from '../surface.js';

/** Layers that train otherwise than they predict, or that stand for a module here. */
const layers = /dropout|noise|normalization|^dense$|^activation$|elu$|softmax/i;

/** What makes an object that tells its options, with the least that has to be given. */
const factories: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  train: tf.train as unknown as Record<string, unknown>,
  regularizers: tf.regularizers,
  constraints: tf.constraints,
  initializers: tf.initializers as unknown as Record<string, unknown>,
  layers: tf.layers as unknown as Record<string, unknown>,
};

/** Single functions and methods. */
const others = ['movingAverage', 'dropout', 'LayersModel.compile', 'LayersModel.fit'];

/** The names and options of the installed TensorFlow.js that training has to do with. */
export function tfjsNames(surface: Surface): Recorded {
  const members = (place: string) =>
    surface.membersOf(['tf', place]).filter((name) => name !== 'prototype');
  const names = [
    ...['train', 'regularizers', 'constraints', 'losses', 'initializers', 'callbacks'].flatMap(
      (place) => members(place).map((name) => `${place}.${name}`),
    ),
    ...members('layers').flatMap((name) => (layers.test(name) ? [`layers.${name}`] : [])),
    ...members('Optimizer').map((name) => `Optimizer.${name}`),
    ...others,
  ];
  return new Map(names.map((name) => [name, optionsOf(name, surface)]));
}

function optionsOf(name: string, surface: Surface): RecordedOption[] {
  const options = surface.optionsOf(['tf', ...name.split('.')]);
  if (options === undefined) throw new Error(`tf.${name}: got nothing, expected a function.`);
  const defaults = defaultsOf(name);
  const isOption = (option: string) =>
    option !== 'args' && option !== 'config' && !option.includes('.');
  return [...options.keys()].filter(isOption).map((option) => {
    const value = defaults[option];
    return value === undefined || Number.isNaN(value)
      ? { name: option }
      : { name: option, default: value };
  });
}

/** The defaults that an object tells when it is made without options. */
function defaultsOf(name: string): Readonly<Record<string, unknown>> {
  const [place = '', member = ''] = name.split('.');
  const make = factories[place]?.[member];
  if (typeof make !== 'function') return {};
  try {
    return (make(...(place === 'train' ? [] : [{}])) as tf.Optimizer).getConfig();
  } catch {
    // It has options that have to be given.
    return {};
  }
}
