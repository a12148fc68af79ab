import { computed, watch } from 'vue';
import type { Looking } from '../engine/look/look.js';
import type { Playground } from './playground.js';

/** Points along each side of a map, of few contenders and of many: fewer leave more time to the race. */
const mapSizes = { few: 44, many: 32 } as const;

/** Points along each side of the map of a unit, which is drawn small. */
const unitMapSize = 24;

/** Tells the race what is in sight, so that no frame brings more than is drawn. */
export function useLooking({ state, picture, chosen, drawn, inspected, client }: Playground): void {
  const looking = computed((): Looking => {
    const { contenders, view } = state.value;
    const shows = (panel: 'network' | 'map') => !view.hide.includes(panel);
    const scene = picture.value.ready?.scene;
    const hasMaps = scene?.kind === 'network' && scene.domain !== undefined;
    const isNetwork = state.value.task.kind === 'network';
    return {
      contenders: hasMaps && shows('map') ? drawn.value : [chosen.value],
      mapSize: hasMaps && shows('map') ? mapSizes[contenders.length > 2 ? 'many' : 'few'] : 0,
      closely: chosen.value,
      unitMapSize: hasMaps && view.unitMaps && shows('network') ? unitMapSize : 0,
      weights: isNetwork && shows('network'),
      training: view.training,
      averaged: view.averaged,
      inspect: inspected.value,
    };
  });
  const text = computed(() => JSON.stringify(looking.value));
  // The race of a link may be ready before anything else of this has changed.
  watch([text, () => picture.value.ready], () => client((one) => one.look(looking.value)), {
    flush: 'post',
  });
}
