import { useData } from 'vitepress';
import { onMounted, type ShallowRef, shallowRef, watch } from 'vue';
import { type Palette, rgbOf } from '../../maps/colors.js';

const classNames = ['--class-0', '--class-1', '--class-2'];

/** Colours of the theme that is shown, as numbers. There are none before the page is mounted. */
export function usePalette(): Readonly<ShallowRef<Palette | undefined>> {
  const palette = shallowRef<Palette>();
  const { isDark } = useData();
  function read() {
    const style = getComputedStyle(document.documentElement);
    const color = (name: string) => rgbOf(style.getPropertyValue(name));
    palette.value = {
      paper: color('--paper'),
      ink: color('--ink'),
      classes: classNames.map(color),
    };
  }
  onMounted(read);
  watch(isDark, read, { flush: 'post' });
  return palette;
}
