import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

/** The folder of the built site, once it is built. The first to ask waits for that. */
export async function builtSite(): Promise<string> {
  // Not by `fetch`, which gives up before a busy machine has built the site.
  const [response] = (await once(get(inject('siteUrl')), 'response')) as [IncomingMessage];
  const body = await text(response);
  if (response.statusCode !== 200) throw new Error(`The site cannot be built:\n${body}`);
  return inject('siteFolder');
}
