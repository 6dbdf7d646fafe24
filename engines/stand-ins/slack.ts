import { z } from 'zod';

/**
 * A message as Slack's incoming webhooks take it, in the form of attachments.
 *
 * @see https://api.slack.com/reference/messaging/attachments
 */
const message = z.looseObject({
  channel: z.string().optional(),
  username: z.string().optional(),
  text: z.string().max(40_000).optional(),
  attachments: z
    .array(
      z.looseObject({
        color: z
          .string()
          .regex(/^(good|warning|danger|#[0-9a-fA-F]{3,6}|)$/)
          .optional(),
        title: z.string().optional(),
        title_link: z.string().optional(),
        text: z.string().optional(),
        fallback: z.string().optional(),
        mrkdwn_in: z.array(z.string()).optional(),
      }),
    )
    .max(100)
    .optional(),
});

/** One of Slack's messages. */
export type SlackMessage = z.infer<typeof message>;

/** What Slack answers to a message that it does not take, in its own words. Nothing where it takes it. */
export function slackMinds(body: unknown): string | undefined {
  const read = message.safeParse(body);
  if (!read.success) return 'invalid_payload';
  const { text = '', attachments = [] } = read.data;
  const said = attachments.some((one) =>
    [one.text, one.title, one.fallback].some((part) => (part ?? '') !== ''),
  );
  return text === '' && !said ? 'no_text' : undefined;
}
