import type { Received } from '../engines/stand-ins/serve.ts';
import { printable } from '../src/cli/words.ts';
import type { Settings } from '../src/settings/schema.ts';
import { scenarios, type ScenarioName } from '../src/simulator/scenarios.ts';
import type { Simulation } from '../src/simulator/serve.ts';
import { Inbox } from './inbox.ts';
import type { Snapshot } from './snapshot.ts';
import { Story } from './story.ts';
import { nothing, type Seen } from './watch/watch.ts';

/** Everything that goes on, in one place: what the page shows, and what its buttons do. */
export class Stage {
  private readonly story = new Story();
  private readonly inbox: Inbox;
  private seen: Seen | undefined;
  private fault: { readonly name: ScenarioName; readonly since: number } | undefined;
  private readonly listeners = new Set<(snapshot: Snapshot) => void>();

  constructor(
    private readonly simulation: Simulation,
    settings: Settings,
  ) {
    this.inbox = new Inbox(settings);
  }

  /** Begins a fault. Returns why it cannot. */
  begin(name: string): string | undefined {
    const known = (Object.keys(scenarios) as ScenarioName[]).find((one) => one === name);
    if (known === undefined) return `There is no fault '${printable(name)}'.`;
    this.simulation.begin(known);
    const at = Date.now();
    this.fault = { name: known, since: at };
    this.story.fault('begin', scenarios[known], at);
    this.changed();
    return undefined;
  }

  /** Ends the fault that goes on. */
  end(): void {
    this.simulation.end();
    this.noticeEnd();
    this.changed();
  }

  acknowledge(key: string): void {
    this.inbox.acknowledge(key, Date.now());
    this.changed();
  }

  /** Takes a message that Alertmanager sent. */
  take(message: Received): void {
    const said = this.inbox.take(message);
    if (said !== undefined) this.story.tell(said, message.at);
    this.changed();
  }

  /** Takes what the engines say. */
  see(seen: Seen, at: number): void {
    this.noticeEnd();
    this.story.compare(this.seen, seen, at);
    // A Prometheus that reads its rules anew has judged none of them since.
    this.seen = { ...seen, judged: { ...this.seen?.judged, ...seen.judged } };
    this.changed();
  }

  /** Tells a listener of now and of every change, until it is called off. */
  listen(listener: (snapshot: Snapshot) => void): () => void {
    this.listeners.add(listener);
    listener(this.snapshot());
    return () => this.listeners.delete(listener);
  }

  private snapshot(): Snapshot {
    return {
      at: Date.now(),
      ...(this.seen ?? nothing),
      ...(this.fault === undefined ? {} : { fault: this.fault }),
      events: this.story.told(),
      ...this.inbox.snapshot(),
    };
  }

  private changed(): void {
    const snapshot = this.snapshot();
    for (const listener of this.listeners) listener(snapshot);
  }

  /** A fault ends by itself, too. */
  private noticeEnd(): void {
    if (this.fault === undefined || this.simulation.current() === this.fault.name) return;
    this.story.fault('end', scenarios[this.fault.name], Date.now());
    this.fault = undefined;
  }
}
