import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { corruption } from './corruption.ts';
import type { Outcome } from './outcome.ts';
import { followed } from './runbooks.ts';
import { extrapolation, table } from './table.ts';
import { totalLoss } from './total-loss.ts';

/** `npm run drill`: the four scenarios of docs/runbooks, end to end, on this machine. */
const { values } = parseArgs({
  options: {
    'size-mb': { type: 'string', default: '1024' },
    runs: { type: 'string', default: '1' },
    only: { type: 'string', default: 'corruption,total-loss,runbooks' },
  },
});
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const props = { megabytes: Number(values['size-mb']), writing: 10_000 };
const only = new Set(values.only.split(','));
const outcomes: Outcome[] = [];

/** Shows each as it comes: the last may take long. */
function came(outcome: Outcome): void {
  outcomes.push(outcome);
  process.stdout.write(table([outcome]));
}

if (only.has('corruption')) came(await corruption(props));
for (let run = 0; run < Number(values.runs) && only.has('total-loss'); run += 1) came(await totalLoss(props));
if (only.has('runbooks')) for (const outcome of await followed()) came(outcome);
process.stdout.write(`\n${table(outcomes)}\n${extrapolation(outcomes)}${String(cpus().length)} cores.\n`);
