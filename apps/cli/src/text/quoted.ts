/** A word as a POSIX shell reads it: in quotes where the shell would take it for something else. */
export const quoted = (word: string): string =>
  /^[\w./:@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
