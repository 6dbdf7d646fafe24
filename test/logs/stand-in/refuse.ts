/** What Elasticsearch answers when it refuses. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    reason: string,
  ) {
    super(reason);
  }

  get body() {
    const error = { type: this.type, reason: this.message };
    return { error: { root_cause: [error], ...error }, status: this.status };
  }
}

/** Refuses a body that has other keys than these. */
export function onlyKeys(where: string, body: unknown, keys: readonly string[]): void {
  const wrong = Object.keys(body as object).find((key) => !keys.includes(key));
  if (wrong !== undefined) {
    throw new Refused(400, 'x_content_parse_exception', `[${where}] unknown field [${wrong}]`);
  }
}
