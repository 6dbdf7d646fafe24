import { z } from 'zod';

/**
 * An event as PagerDuty's Events API v2 takes it.
 *
 * @see https://developer.pagerduty.com/docs/send-alert-event
 */
const event = z.looseObject({
  routing_key: z.string(),
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string().max(255).optional(),
  client: z.string().optional(),
  client_url: z.string().optional(),
  payload: z
    .looseObject({
      summary: z.string().min(1).max(1024),
      source: z.string().min(1),
      severity: z.enum(['critical', 'error', 'warning', 'info']),
      component: z.string().optional(),
      group: z.string().optional(),
      class: z.string().optional(),
      custom_details: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
  links: z.array(z.looseObject({ href: z.string(), text: z.string().optional() })).optional(),
});

/** One of PagerDuty's events. */
export type PagerDutyEvent = z.infer<typeof event>;

/** The largest event that is taken. */
const largest = 512 * 1024;

/** What PagerDuty minds about an event, in the words of its own fields. Nothing where it takes it. */
export function pagerDutyMinds(body: unknown, routingKey: string): readonly string[] {
  const read = event.safeParse(body);
  if (!read.success) return read.error.issues.map(({ path, message }) => `'${path.join('.')}' ${message}`);
  const { event_action: action, dedup_key: key, payload, routing_key: given } = read.data;
  return [
    ...(given === routingKey ? [] : ["'routing_key' is that of no service"]),
    ...(action === 'trigger' && payload === undefined ? ["'payload' is missing"] : []),
    ...(action !== 'trigger' && key === undefined ? ["'dedup_key' is missing"] : []),
    ...(JSON.stringify(body).length > largest ? ['the event is larger than 512 KB'] : []),
  ];
}
