import { useData } from 'vitepress';
import { computed } from 'vue';
import { languages } from './words.js';

/** The words of the language of the page that is shown. */
export function useWords() {
  const { lang } = useData();
  return computed(
    () => Object.values(languages).find(({ site }) => site.tag === lang.value) ?? languages.en,
  );
}
