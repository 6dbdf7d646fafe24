import { ofDashboard } from './check.ts';

/** Bytes of a dashboard's file. A ConfigMap holds 1 MiB, which is the file and a little more. */
const limit = 900_000;

/**
 * From here on a dashboard is slow to load, and whoever applies it from a client cannot: kubectl keeps a copy in an annotation, which
 * holds 256 KiB.
 */
const large = 200_000;

/** A dashboard fits into the ConfigMap that carries it. */
export const dashboardSize = ofDashboard((dashboard) => {
  const size = Buffer.byteLength(`${JSON.stringify(dashboard, null, 2)}\n`);
  return size > limit ? [`has ${kilobytes(size)} of JSON, more than ${kilobytes(limit)}. Divide it.`] : [];
});

/** What there is to say of a dashboard that is still taken, by the text of its file. */
export function sizeRemarks(title: string, json: string): string[] {
  const size = Buffer.byteLength(json);
  return size > large
    ? [`${title} has ${kilobytes(size)} of JSON; more than ${kilobytes(limit)} would be refused`]
    : [];
}

const kilobytes = (bytes: number): string => `${String(Math.round(bytes / 1000))} kB`;
