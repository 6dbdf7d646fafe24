import { isFault, type Conformity } from './model.ts';

/** The report for programs. Its shape is documented in `docs/conform.md`: what is there stays, and more may come. */
export function jsonReport(report: Conformity): string {
  const { source, binding, profile, environment, conforms, readers, harms, findings, fine, meant } = report;
  const body = {
    version: 1,
    conforms,
    source,
    binding,
    profile,
    environment: environment ?? null,
    readers,
    harms,
    findings: findings.map((finding) => ({
      kind: finding.kind,
      fault: isFault(finding),
      metric: finding.metric,
      says: finding.says,
      harms: finding.harms,
    })),
    fine,
    meantBinding: meant ?? null,
  };
  return `${JSON.stringify(body, null, 2)}\n`;
}
