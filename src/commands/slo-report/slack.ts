import { Failure } from '../../cli/errors.ts';
import type { World } from '../../cli/world.ts';
import type { Report } from '../../slo/report/model.ts';
import { slackReport } from '../../slo/report/slack.ts';

/** Seconds before each further attempt. */
const pauses = [2, 10];

/**
 * Tells Slack the outcome. The address is a secret: nothing repeats it.
 *
 * @throws Failure where Slack does not take it.
 */
export async function tellSlack(report: Report, webhook: string, world: World): Promise<void> {
  const body = JSON.stringify({ text: slackReport(report) });
  for (let attempt = 0; ; attempt++) {
    const { refusal, mayPass } = await post(webhook, body, world);
    if (refusal === undefined) return;
    const pause = pauses[attempt];
    if (!mayPass || pause === undefined) {
      throw new Failure(`The report is made, but Slack was not told: ${refusal}.`);
    }
    await world.wait(pause * 1000);
  }
}

interface Posted {
  /** @default - it was taken */
  readonly refusal?: string;
  readonly mayPass: boolean;
}

async function post(webhook: string, body: string, { fetch }: World): Promise<Posted> {
  try {
    const response = await fetch(webhook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    });
    if (response.ok) return { mayPass: false };
    const said = (await response.text()).replace(/[^\w .-]/g, ' ').slice(0, 100);
    const mayPass = response.status === 429 || response.status >= 500;
    return { refusal: `it answers ${String(response.status)}, '${said}'`, mayPass };
  } catch (error) {
    // The message of an error may hold the address, and its code does not.
    const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? (error as Error).name;
    return { refusal: `it cannot be reached (${code})`, mayPass: true };
  }
}
