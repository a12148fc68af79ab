import { onBeforeUnmount, onMounted, type Ref, ref } from 'vue';

/** Widest screen on which one contender is shown at a time. */
const narrow = '(max-width: 640px)';

/** Whether the screen is that of a phone. A page that is only built is taken for a wide one. */
export function useNarrow(): Readonly<Ref<boolean>> {
  const isNarrow = ref(false);
  let query: MediaQueryList | undefined;
  const read = () => {
    isNarrow.value = query?.matches ?? false;
  };
  onMounted(() => {
    query = window.matchMedia(narrow);
    query.addEventListener('change', read);
    read();
  });
  onBeforeUnmount(() => query?.removeEventListener('change', read));
  return isNarrow;
}
