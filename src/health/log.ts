import type { Finding } from './standing.ts';

/** Writes lines of JSON, of the form that FraiseQL's own logs have. */
export interface LogProps {
  /** Whose dependencies these are. */
  readonly service: string;
  readonly write: (line: string) => unknown;
  readonly now: () => Date;
}

/** What happens, for whoever reads it later: only changes, and never what a driver said in words. */
export class Log {
  private readonly last = new Map<string, string>();

  constructor(private readonly props: LogProps) {}

  /** Something that happened to the service itself. */
  say(message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.line('INFO', { message, ...fields });
  }

  /** Tells of dependencies that are not as they were. */
  seen(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const { dependency } = finding.plan;
      const state = finding.healthy ? 'healthy' : (finding.kind ?? '');
      if (this.last.get(dependency) === state) continue;
      this.last.set(dependency, state);
      if (state !== 'starting') this.changed(finding, state);
    }
  }

  private changed({ plan, healthy, kind, code, latency }: Finding, state: string): void {
    const { dependency, needed } = plan;
    const about = { dependency, latency_ms: Math.round(latency * 10) / 10 };
    if (healthy) {
      this.line('INFO', { message: `${dependency} is healthy`, ...about });
      return;
    }
    this.line('ERROR', {
      message: `${dependency} is unhealthy: ${state}`,
      context: 'health check',
      error: kind,
      severity: needed ? 'high' : 'medium',
      ...about,
      ...(kind === 'unknown' ? { code } : {}),
    });
  }

  private line(level: 'INFO' | 'ERROR', fields: Readonly<Record<string, unknown>>): void {
    const { service, write, now } = this.props;
    const timestamp = now().toISOString();
    write(
      `${JSON.stringify({ timestamp, level, target: 'fraiseql_health', fields: { ...fields, service } })}\n`,
    );
  }
}
