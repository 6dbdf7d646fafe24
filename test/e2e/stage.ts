import { startEngines, type Engines } from '../../engines/engines.ts';
import type { Receivers } from '../../engines/receivers.ts';
import type { Environment } from '../../src/stack.ts';
import type { Target } from './target.ts';

/** Starts the engines of an environment, which scrape one service. */
export async function enginesFor(
  environment: Environment,
  { receivers, target, speed }: { receivers: Receivers; target: Target; speed: number },
): Promise<Engines> {
  const targets = [await target.start()];
  const scrape = [{ job_name: environment.settings.service.job, static_configs: [{ targets }] }];
  return startEngines({ environment, receivers, speed, scrape: () => scrape });
}
