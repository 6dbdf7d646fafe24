import { readFileSync } from 'node:fs';

/** A file as a browser gets it. */
export interface File {
  readonly type: string;
  readonly body: Buffer | string;
}

const docs = new URL('../../docs/', import.meta.url);

/** The picture of a dashboard, since no Grafana is part of this. */
export function picture(uid: string): Buffer | undefined {
  return optional(`screenshots/${uid}.png`);
}

/** The text of a runbook. */
export const runbook = (name: string): string | undefined => optional(`runbooks/${name}`)?.toString('utf8');

/** A file of `docs/`, if there is one. */
function optional(path: string): Buffer | undefined {
  try {
    return readFileSync(new URL(path, docs));
  } catch {
    return undefined;
  }
}
