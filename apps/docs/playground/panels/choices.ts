import type { ChoiceField } from '../state/fields.js';

/** The values of a field with their words, as lists of choices want them. */
export const choicesOf = <T extends string>(
  { choices }: ChoiceField<T>,
  said: Readonly<Record<T, string>>,
): { readonly value: T; readonly text: string }[] =>
  choices.map((value) => ({ value, text: said[value] }));
