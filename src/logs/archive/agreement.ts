import type { Problem } from '../../model/problem.ts';
import type { Settings } from '../../settings/schema.ts';
import { bucketIsItsOwn, days, keyIsNear } from '../../s3/agreement.ts';
import { archiveOf } from './archive.ts';
import { terms, type Terms } from './documents.ts';
import { leastDays } from './keeping.ts';

/** What S3 and KMS would take, each for itself, and what together loses objects or money. */
export function checkArchive(settings: Settings, numbers: Terms = terms): readonly Problem[] {
  const archive = archiveOf(settings);
  if (archive === undefined) return [];
  const where = `${settings.environment}/log-archive`;
  const messages = [
    ...lockOutlives(numbers),
    ...stagesInOrder(numbers),
    ...keyIsNear(archive, 'logs.archive.kmsKey'),
    ...bucketIsItsOwn(settings, 'logs.archive.bucket', whatHappens),
  ];
  return messages.map((message) => ({ check: 'archive-agrees', where, message }));
}

const whatHappens = 'what lies in an archive is locked and goes to Glacier';

/** What expires while it is locked would stay as a hidden version, paid for and found by nobody. */
function lockOutlives({ keeping, ages }: Terms): string[] {
  if (keeping.days <= ages.expires) return [];
  return [
    `objects are locked for ${days(keeping.days)} and expire after ${days(ages.expires)}: a lock wins, and what is hidden by then is still paid for. Set \`ages.expires\` to ${String(keeping.days)} or more.`,
  ];
}

/** Each class later than the one before, by no less than what is paid for. */
function stagesInOrder({ stages, ages }: Terms): string[] {
  return stages.flatMap(({ to, after }, index) => {
    const next = stages[index + 1];
    const end = next?.after ?? ages.expires;
    const least = leastDays[to];
    if (next !== undefined && order.indexOf(next.to) <= order.indexOf(to)) {
      return [
        `${next.to} comes after ${to}, and S3 moves objects only towards ${order.join(', ')}, in this order.`,
      ];
    }
    if (end - after >= least) return [];
    const what = next === undefined ? 'expires' : `goes to ${next.to}`;
    return [
      `what goes to ${to} after ${days(after)} ${what} after ${days(end)}: ${days(end - after)} later, and ${String(least)} are paid for. Leave ${to} out, or ${days(least)} between.`,
    ];
  });
}

const order = ['GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'];
