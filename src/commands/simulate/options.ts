import type { Options } from '../../cli/options.ts';

/** The options of `simulate`. */
export const options = {
  scenario: {
    value: 'NAME[@TIME[/DURATION]]',
    multiple: true,
    says: 'A fault. Live, its name: it begins at once. In a history, its name and time, such as outage@2026-03-10T14:00:00Z/20m, and once more for each further fault; without a duration it takes its usual one. docs/simulator.md lists them.',
  },
  seed: {
    value: 'NUMBER',
    says: 'Whole number that chance is made of: the same seed gives the same numbers at the same time. Left out: 1.',
  },
  replicas: { value: 'NUMBER', says: 'How many replicas there are, from 1 to 20. Left out: 3.' },
  binding: {
    value: 'NAME',
    says: 'Which series they export: contract, or fraiseql-2.15 as the server published today. Left out: contract.',
  },
  host: { value: 'ADDRESS', says: 'Live: address that it listens on. Left out: 127.0.0.1.' },
  port: {
    value: 'PORT',
    says: 'Live: port, 0 for one that is free. Left out: that of the binding, 9090 or 8815.',
  },
  history: {
    value: 'DURATION',
    says: 'Instead of serving, writes what Prometheus would have scraped in so much time, such as 30d.',
  },
  until: {
    value: 'TIME',
    says: 'With --history: when it ends, such as 2026-03-31T00:00:00Z. Left out: now.',
  },
  output: { value: 'FILE', says: 'With --history: the file. A day of three replicas takes 290 MB.' },
} as const satisfies Options;
