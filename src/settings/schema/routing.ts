import { z } from 'zod';
import { clockTime, kubernetesName, timeZone, url, weekdays } from '../scalars.ts';

const slackChannel = z.string().regex(/^#[a-z0-9_-]{1,79}$/, "a Slack channel such as '#incidents'");
const ticketHours = z
  .strictObject({
    weekdays: weekdays.meta({ description: 'A weekday or a range of them, such as `monday:friday`.' }),
    from: clockTime.meta({ description: 'Start, such as `09:00`.' }),
    to: clockTime.meta({ description: 'End, later the same day; `24:00` is midnight.' }),
    timeZone: timeZone.meta({ description: 'IANA time zone, such as `Europe/Paris`.' }),
  })
  .refine(({ from, to }) => from < to, {
    path: ['to'],
    message: 'a time later than `from`: hours may not cross midnight',
  });

/** Who is told, and how. */
export const routing = z
  .strictObject({
    secret: kubernetesName.meta({
      description:
        'Secret that is mounted into Alertmanager, with the keys `slack-incidents-webhook-url`, `slack-tickets-webhook-url`, `slack-notices-webhook-url`, `pagerduty-routing-key` and `dead-mans-switch-token`.',
    }),
    pagerDuty: z.boolean().meta({
      description: 'Whether anybody is paged. Without it critical and high alerts go to Slack alone.',
    }),
    slack: z
      .strictObject({
        incidents: slackChannel.meta({ description: 'Channel for critical and high alerts.' }),
        tickets: slackChannel.meta({ description: 'Channel for medium alerts.' }),
        notices: slackChannel.meta({ description: 'Channel for low alerts.' }),
      })
      .meta({ description: 'Slack channels by severity.' }),
    ticketHours: ticketHours.optional().meta({
      description: 'When tickets may be delivered. Left out: at any hour. Pages ignore it.',
    }),
    deadMansSwitch: z
      .strictObject({
        url: url.meta({
          description:
            'Heartbeat address that the Watchdog keeps calling. It holds no secret: the token goes into the Secret.',
        }),
        authorization: z
          .string()
          .regex(/^[A-Za-z]+$/, 'an Authorization scheme such as Bearer')
          .default('Bearer')
          .meta({ description: 'Scheme of the Authorization header that carries the token.' }),
      })
      .optional()
      .meta({ description: 'Who notices when the monitoring itself is dead. Left out: nobody.' }),
  })
  .meta({ description: 'Who is told.' });
