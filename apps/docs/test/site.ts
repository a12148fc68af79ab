import { inject } from 'vitest';

/** The folder of the built site, once it is built. */
export async function builtSite(): Promise<string> {
  const response = await fetch(inject('siteUrl'));
  if (!response.ok) throw new Error(`The site cannot be built:\n${await response.text()}`);
  return inject('siteFolder');
}
