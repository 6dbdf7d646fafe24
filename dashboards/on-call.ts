import { lines } from '../alerts/thresholds.ts';
import type { Board, Meaning, Value } from '../src/model/dashboard.ts';
import { signal } from '../src/metrics/signals.ts';
import type { SignalUse } from '../src/model/signal.ts';
import type { Template } from '../src/model/template.ts';
import { promql, text } from '../src/promql/template.ts';

/** What fires now, and what to do about it. */
export const onCall: Board = {
  uid: 'fraiseql-on-call',
  title: 'FraiseQL / On-call',
  description:
    'What fires now, for how long, and what to do about it: each alert leads to its section in the runbooks.',
  from: 'now-3h',
  rows: [
    {
      title: 'Now',
      panels: [
        {
          key: 'alerting-alive',
          kind: 'stat',
          title: 'Alerting',
          description: text`
            Whether the Watchdog fires. Usual is always. When it does not, rules are not evaluated here, and nothing on this board
            means anything: see whether the data source is the right one, then the runbook about the monitoring.`,
          unit: 'none',
          width: 4,
          height: 5,
          queries: [{ expr: promql`${signal.alertingAlive}`, legend: 'Alerting' }],
          words: { 0: 'dead', 1: 'alive' },
          bad: 'low',
          marks: [{ at: lines.one, means: 'page' }],
          alerts: ['Watchdog'],
        },
        firing(
          'critical',
          'page',
          signal.firingCritical,
          text`An outage, or data is lost. Usual is none. Answer within 2 minutes.`,
        ),
        firing(
          'high',
          'page',
          signal.firingHigh,
          text`Customers feel it. Usual is none. Answer within 15 minutes.`,
        ),
        firing(
          'medium',
          'ticket',
          signal.firingMedium,
          text`Tickets. Usual is none or one. Answer within an hour, in working hours.`,
        ),
        firing(
          'low',
          'objective',
          signal.firingLow,
          text`Notices and trends. Usual are a few a day. Look at them within 24 hours.`,
        ),
      ],
    },
    {
      title: 'What fires',
      panels: [
        {
          key: 'firing-alerts',
          kind: 'alerts',
          title: 'Firing alerts',
          description: text`
            Alerts that fire, and how long their condition has held. Usual is none. Start at the top, with what is worst and has held for longest:
            the others often follow from it. Click on the runbook of an alert for what it means and the first three commands. An
            alert that another one mutes is here too, though it told nobody.`,
          unit: 's',
          width: 24,
          height: 12,
          expr: promql`${signal.firingFor}`,
          heading: 'Condition holds for',
          empty: 'No alert fires.',
        },
      ],
    },
    {
      title: 'What may fire next',
      panels: [
        {
          key: 'pending-alerts',
          kind: 'alerts',
          title: 'Pending alerts',
          description: text`
            Alerts whose condition holds, but not for long enough to tell anybody. Usual are none or a few that go again. One that stays
            will fire: reading its section in the runbooks now saves minutes later.`,
          unit: 's',
          width: 24,
          expr: promql`${signal.pendingFor}`,
          heading: 'Condition holds for',
          empty: 'No alert waits.',
        },
      ],
    },
  ],
};

/** How many alerts of a severity fire. */
function firing(severity: string, means: Meaning, count: SignalUse, description: Template): Value {
  const title = `${severity.slice(0, 1).toUpperCase()}${severity.slice(1)}`;
  return {
    key: `firing-${severity}`,
    kind: 'stat',
    title,
    description,
    unit: 'none',
    width: 5,
    height: 5,
    queries: [{ expr: promql`${count}`, legend: title }],
    marks: [{ at: lines.one, means }],
  };
}
