import type { AlertGroup } from '../src/model/alert.ts';
import { signal } from '../src/metrics/signals.ts';
import { promql, text } from '../src/promql/template.ts';
import { none, probes } from './thresholds.ts';

/** What customers would see: endpoints asked from outside, through DNS, load balancer and certificate. */
export const probeAlerts: AlertGroup = {
  name: 'fraiseql-probes',
  alerts: [
    {
      name: 'EndpointDown',
      severity: 'critical',
      for: '2m30s', // longer than a result is remembered: one bad answer and silence after it page nobody
      keepFiringFor: '5m',
      expr: promql`${signal.probeUp} == ${none}`,
      summary: 'An endpoint does not answer from outside.',
      description: text`The probe {{ $labels.probe }} gets no good answer: customers who use this address get none either.`,
      runbook: 'availability',
      dashboard: 'fraiseql-production-health',
      mutedBy: ['ServiceDown'],
    },
    {
      name: 'EndpointUnwatched',
      severity: 'medium',
      for: '10m',
      expr: promql`${signal.probeUnseen} > ${none}`,
      summary: 'A probe gives no result.',
      description: text`The probe {{ $labels.probe }} has given no result for 10 minutes: nobody would be told that its endpoint is down.`,
      runbook: 'availability',
      dashboard: 'fraiseql-production-health',
    },
    {
      name: 'CertificateExpiring',
      severity: 'medium',
      expr: promql`${signal.certificateLeft} < ${probes.certificateLeft}`,
      summary: 'A certificate ends soon.',
      description: text`The certificate that the probe {{ $labels.probe }} is shown ends in {{ $value | humanizeDuration }}; a ticket below ${probes.certificateLeft}.`,
      runbook: 'availability',
      dashboard: 'fraiseql-production-health',
    },
  ],
};
