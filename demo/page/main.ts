import type { Facts, Snapshot } from '../snapshot.ts';
import { setClock } from './clock.ts';
import { byId } from './dom.ts';
import { drawFault, makeFaults } from './faults.ts';
import { drawHeartbeat, drawIncidents } from './phone.ts';
import { drawObjectives, drawService } from './service.ts';
import { drawChannels } from './slack.ts';
import { drawAlerts, drawStory } from './story.ts';

/** Shows what the server tells, until it tells no more; then asks again. */
async function connect(): Promise<void> {
  try {
    const response = await fetch('/facts');
    if (!response.ok) throw new Error('not yet');
    const facts = (await response.json()) as Facts;
    byId('about').textContent =
      `${facts.environment}, at work${facts.speed === 1 ? '' : `, ${String(facts.speed)} times as fast`}`;
    makeFaults(facts, press);
    listen(facts);
  } catch {
    setTimeout(() => void connect(), 500);
  }
}

function listen(facts: Facts): void {
  const events = new EventSource('/events');
  events.onmessage = ({ data }: MessageEvent<string>) => {
    byId('lost').hidden = true;
    show(JSON.parse(data) as Snapshot, facts);
  };
  events.onerror = () => {
    byId('lost').hidden = false;
  };
}

function show(snapshot: Snapshot, facts: Facts): void {
  setClock(snapshot.at);
  drawVerdict(snapshot);
  drawService(snapshot.service);
  drawObjectives(snapshot.objectives);
  drawFault(snapshot.fault);
  drawStory(snapshot.events, snapshot.fault);
  drawAlerts(snapshot.alerts, snapshot.judged);
  drawIncidents(snapshot.incidents, facts.paged, press);
  drawChannels(snapshot.channels);
  drawHeartbeat(snapshot.heartbeat);
}

/** All of it in a few words. */
function drawVerdict({ alerts, judged, service }: Snapshot): void {
  const firing = alerts.filter(({ state, severity }) => state === 'firing' && severity !== 'none');
  const up = service.replicas.filter(({ up }) => up).length;
  // The Watchdog always fires: without it nobody knows that all is quiet.
  const watched = alerts.some(({ state, severity }) => state === 'firing' && severity === 'none');
  const known = watched && judged.at !== undefined && service.replicas.length > 0;
  const quiet =
    up === service.replicas.length
      ? 'All is well'
      : `${String(up)} of ${String(service.replicas.length)} replicas up`;
  const says =
    firing.length > 0
      ? `${firing.map(({ name }) => name).join(', ')} ${firing.length === 1 ? 'fires' : 'fire'}`
      : quiet;
  const verdict = byId('verdict');
  verdict.textContent = known ? says : 'Starting …';
  verdict.className = `verdict ${!known ? '' : firing.length > 0 ? 'bad' : says === 'All is well' ? 'good' : 'odd'}`;
}

/** Presses a button of the server. What it does is shown by what it tells. */
function press(path: string): void {
  void fetch(path, { method: 'POST' }).catch(() => undefined);
}

void connect();
