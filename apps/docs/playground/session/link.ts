import { onBeforeUnmount, onMounted, type ShallowRef, shallowRef, watch } from 'vue';
import type { Notice } from '../state/notice.js';
import type { PlaygroundState } from '../state/state.js';
import { decode } from '../state/url/decode.js';
import { encode } from '../state/url/encode.js';

/** How long a state stays the same before the address says it. Browsers bound how often it may change. */
const settleMs = 400;

/** Keeps the address of the page and its state the same. `load` takes over what a link holds. */
export function useLink(
  state: Readonly<ShallowRef<PlaygroundState>>,
  load: (state: PlaygroundState) => void,
): Readonly<ShallowRef<readonly Notice[]>> {
  const notices: ShallowRef<readonly Notice[]> = shallowRef([]);
  let written = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read() {
    const { hash } = window.location;
    if (hash === '' || hash === written) return;
    written = hash;
    const decoded = decode(hash);
    notices.value = decoded.notices;
    load(decoded.state);
  }
  function write() {
    written = `#${encode(state.value).query}`;
    window.history.replaceState(window.history.state, '', written);
  }

  onMounted(() => {
    read();
    window.addEventListener('hashchange', read);
  });
  watch(state, () => {
    clearTimeout(timer);
    timer = setTimeout(write, settleMs);
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    window.removeEventListener('hashchange', read);
  });
  return notices;
}
