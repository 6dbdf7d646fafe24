import type { IncomingHttpHeaders } from 'node:http';

/**
 * Why a request that changes something is refused, or nothing. A page of any site that a browser on this machine shows can send requests to
 * loopback: they say that they come from another site, or are sent to a name that leads here by a trick of DNS.
 *
 * @param host address that is listened on.
 */
export function refusal(headers: IncomingHttpHeaders, host: string): string | undefined {
  const { origin, 'sec-fetch-site': site, host: asked = '' } = headers;
  if (!isOurs(nameOf(asked), host)) return 'This Host is not ours. Ask by address, or as localhost.';
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'This comes from a page of another site.';
  if (origin !== undefined && origin !== `http://${asked}`) return 'This comes from a page of another site.';
  return undefined;
}

/** An address, or a name that no domain can have: one without a dot. */
const isOurs = (name: string, host: string): boolean =>
  name === host || /^(\d+\.){3}\d+$/.test(name) || name.startsWith('[') || /^[\w-]+$/.test(name);

/** A Host without its port. */
const nameOf = (host: string): string => host.replace(/:\d+$/, '');
