import type { IncomingMessage } from 'node:http';

/**
 * Why a request is not for this page, or nothing where it is. Another site may have its name resolved to this machine, and any site may
 * have a browser post here: the name that a browser asks for, and the site that it asks from, tell.
 *
 * @param port where the page is.
 */
export function intrusion({ method = 'GET', headers }: IncomingMessage, port: number): string | undefined {
  const hosts = ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${String(port)}`);
  const { host = '', origin, 'sec-fetch-site': site = 'same-origin' } = headers;
  if (!hosts.includes(host)) return 'This page is only for the machine that it runs on.';
  if (method === 'GET' || method === 'HEAD') return undefined;
  const ours = origin === undefined || hosts.some((name) => origin === `http://${name}`);
  return ours && site === 'same-origin' ? undefined : 'Other sites may not change anything here.';
}
