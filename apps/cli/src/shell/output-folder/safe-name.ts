/** A name as a part of a path, of characters that every file system takes. */
export const safeName = (name: string): string => name.replace(/[^\p{L}\p{N}._-]+/gu, '_');
