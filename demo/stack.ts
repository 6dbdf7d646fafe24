import type { Engines } from '../engines/engines.ts';
import { serveStandIns } from '../engines/stand-ins/serve.ts';
import { Failure } from '../src/cli/errors.ts';
import { problemLines } from '../src/report.ts';
import { SettingsError } from '../src/settings/problems.ts';
import type { Settings } from '../src/settings/schema.ts';
import { makeEnvironment, type Environment } from '../src/stack.ts';
import { watchedBy } from './engines.ts';
import { faultsOf } from './faults.ts';
import type { Asked } from './options.ts';
import { replicas } from './scrape.ts';
import { startService } from './service.ts';
import { demoSettings } from './settings.ts';
import type { Page } from './site/serve.ts';
import { Stage } from './stage.ts';
import type { Starting } from './start.ts';
import { isHealthy, watch } from './watch/watch.ts';

/**
 * Starts what the page shows, and waits until all is well.
 *
 * @throws Failure where it cannot, with what to do about it; and what `stop` was aborted with.
 */
export async function startStack(asked: Asked, page: Page, starting: Starting): Promise<Stage> {
  const environment = environmentOf(asked.environment, page.url);
  starting.stop.signal.throwIfAborted();
  const { stage, engines } = await startAll(asked, environment, page.url, starting);
  page.show({ stage, engines, facts: factsOf(environment, asked) });
  const watched = { stage, engines, settings: environment.settings, speed: asked.speed };
  await healthy(watched, starting.stop.signal);
  engines.settle();
  return stage;
}

/**
 * What synth makes of an environment, in memory.
 *
 * @throws Failure with every problem of the file.
 */
function environmentOf(file: string, origin: string): Environment {
  try {
    const environment = makeEnvironment(demoSettings(file, origin));
    if (environment.problems.length === 0) return environment;
    throw new Failure(`${file} is refused, as synth would refuse it:\n${problemLines(environment.problems)}`);
  } catch (error) {
    if (error instanceof SettingsError) throw new Failure(error.message);
    throw error;
  }
}

/** Starts the service, everyone who is told, and the engines between them. */
async function startAll(
  { speed }: Asked,
  environment: Environment,
  origin: string,
  { say, stop, undoing }: Starting,
) {
  const service = await startService(environment.settings);
  undoing.add(service.simulation.stop);
  const stage = new Stage(service.simulation, environment.settings);
  const { receivers, ...standIns } = await serveStandIns((message) => {
    stage.take(message);
  });
  undoing.add(standIns.stop);
  say('Starting Prometheus and Alertmanager, with thirty days of history …');
  const onEnd = (engine: string, log: string) => {
    stop.abort(new Failure(`${engine} has ended, and the demo with it. The end of its log:\n${log}`));
  };
  const { signal } = stop;
  const engines = await watchedBy({ environment, service, receivers, speed, origin, signal, onEnd });
  undoing.add(engines.stop);
  signal.throwIfAborted();
  return { stage, engines };
}

const factsOf = (environment: Environment, { speed }: Asked) => ({
  environment: environment.settings.environment,
  speed,
  paged: environment.settings.routing.pagerDuty,
  faults: faultsOf(environment, speed),
});

/** What is looked at. */
interface Watched {
  readonly stage: Stage;
  readonly engines: Engines;
  readonly settings: Settings;
  readonly speed: number;
}

/** Begins to look at the engines, and waits until all is well. */
async function healthy({ stage, engines, settings, speed }: Watched, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const every = 1000 / Math.min(speed, 4);
    const ended = watch(engines, settings, {
      every,
      signal,
      see: (seen, at) => {
        stage.see(seen, at);
        if (isHealthy(seen, replicas)) resolve();
      },
    });
    void ended.then(resolve);
  });
  signal.throwIfAborted();
}
