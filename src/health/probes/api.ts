import { request } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { wireTo } from '../agent.ts';
import { kindOf, type Codes } from '../codes.ts';
import type { HealthConfig } from '../config.ts';
import type { Attempt, Probe } from '../probe.ts';

type Config = NonNullable<HealthConfig['checks']['api']>;

/** Statuses of HTTP. A redirect is not followed: it leads to something else. */
const codes: Codes = [
  [/^401$/, 'authentication'],
  [/^403$/, 'permission'],
  [/^404$/, 'missing'],
  [/^5\d\d$/, 'unavailable'],
  [/^\d{3}$/, 'wrong-answer'],
];

/** Asks the API for an address that must answer with 200. What it answers with is not read. */
export const api = ({ url }: Config): Probe => ({
  explain: (error) => kindOf(error, codes),
  ask: async (attempt) => {
    const status = await statusOf(url, attempt);
    if (status !== 200) throw Object.assign(new Error(), { code: String(status) });
    return undefined;
  },
});

const statusOf = (url: string, attempt: Attempt): Promise<number> =>
  new Promise((resolve, reject) => {
    const send = url.startsWith('https:') ? tlsRequest : request;
    send(url, { agent: wireTo(url, attempt).agent }, (response) => {
      resolve(response.statusCode ?? 0);
      response.destroy();
    })
      .on('error', reject)
      .end();
  });
