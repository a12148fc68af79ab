import { type Field, integer, list, number } from './fields.js';

/** A hidden layer. */
export interface HiddenLayer {
  readonly units: number;
  /** Share of its units that is dropped while training. */
  readonly dropout: number;
}

/** Units of a hidden layer. */
export const units = integer(8, 1, 16);

/** Share of the units of a layer that is dropped. */
export const layerDropout = number(0, 0, 0.9);

/** Most hidden layers of a network. */
export const maxLayers = 6;

/** A layer as `8`, or as `8x0.5` where half of its units are dropped. */
const layer: Field<HiddenLayer> = {
  fallback: { units: units.fallback, dropout: layerDropout.fallback },
  write: (one) => (one.dropout === 0 ? `${one.units}` : `${one.units}x${one.dropout}`),
  read(text, report) {
    const [count = '', share = '0'] = text.split('x');
    return { units: units.read(count, report), dropout: layerDropout.read(share, report) };
  },
};

/** The hidden layers of a network. */
export const hiddenLayers = list(
  layer,
  [layer.fallback, layer.fallback] as readonly HiddenLayer[],
  maxLayers,
);
