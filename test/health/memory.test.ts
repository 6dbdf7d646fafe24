import { describe, expect, test } from 'vitest';
import { Memory } from '../../src/health/answers.ts';
import type { Dependency } from '../../src/health/model.ts';
import type { Plan } from '../../src/health/plan.ts';
import { lifetime, margin, Standing } from '../../src/health/standing.ts';

/** A check every 10 seconds that may take 2, of which nobody asks anything here. */
const plan = (dependency: Dependency, needed = true): Plan => ({
  dependency,
  needed,
  interval: 10_000,
  timeout: 2000,
  probe: { ask: () => Promise.resolve(undefined), explain: () => 'unknown' },
});
const well = { kind: undefined, latency: 2.34 };
const now = () => new Date('2026-03-09T08:00:00.123Z');

/** The memory of some checks that began at 0, of a clock that stands until it is moved. */
function memoryOf(...plans: readonly Plan[]) {
  const standings = plans.map((one) => new Standing(one, 0));
  const memory = new Memory({ standings, version: '1.2.3', now, seen: () => undefined });
  const look = (path: string, at: number) => {
    const { status, body } = memory.current(at).get(path) ?? { status: 0, body: '{}' };
    return { status, body: JSON.parse(body.toString()) as unknown };
  };
  return {
    memory,
    look,
    end: (of: number, ...result: Parameters<Standing['end']>) => standings[of]?.end(...result),
  };
}

describe('a result', () => {
  test('is unhealthy before there is one', () => {
    const { look } = memoryOf(plan('database'));
    expect(look('/health', 0)).toEqual({
      status: 503,
      body: {
        status: 'degraded',
        version: '1.2.3',
        timestamp: '2026-03-09T08:00:00.123Z',
        checks: { database: { status: 'unhealthy', latency_ms: 0, error: 'starting' } },
      },
    });
  });

  test('holds for an interval, a timeout and a margin, and not a millisecond longer, whatever timers do', () => {
    const { look, end } = memoryOf(plan('database'));
    end(0, well, 500);
    const last = 500 + 10_000 + 2000 + margin;
    expect(look('/health', last - 1).status).toBe(200);
    expect(look('/health', last)).toMatchObject({
      status: 503,
      body: { checks: { database: { status: 'unhealthy', latency_ms: 2.3, error: 'stale' } } },
    });
    expect(look('/health/ready', last).status).toBe(503);
  });

  test('becomes stale between two looks that are less than a second apart', () => {
    const { memory, look, end } = memoryOf(plan('database'), plan('redis'));
    end(0, well, 0);
    end(1, well, 300);
    const stale = lifetime(plan('database'));
    const before = memory.current(stale - 1);
    expect(before.get('/health')?.status).toBe(200);
    expect(look('/health', stale)).toMatchObject({ status: 503 });
  });
});

test('the bytes are the same until something changes, or a second is over', () => {
  const { memory, end } = memoryOf(plan('database'));
  end(0, well, 0);
  const first = memory.current(1);
  expect(memory.current(1000)).toBe(first);
  expect(memory.current(1001)).not.toBe(first);
  const second = memory.current(1002);
  memory.forget();
  expect(memory.current(1002)).not.toBe(second);
});

describe('ready', () => {
  test('follows what queries need alone', () => {
    const { look, end } = memoryOf(plan('database'), plan('redis', false));
    end(0, well, 0);
    end(1, { kind: 'refused', latency: 1 }, 0);
    expect(look('/health', 1).status).toBe(503);
    expect(look('/health/ready', 1)).toEqual({
      status: 200,
      body: { status: 'ready', checks: { database: { status: 'healthy', latency_ms: 2.3 } } },
    });
  });

  test.each(['read-only', 'exhausted'] as const)(
    'stays while a database that is %s answers queries',
    (kind) => {
      const { look, end } = memoryOf(plan('database'));
      end(0, { kind, latency: 1 }, 0);
      expect([look('/health', 1).status, look('/health/ready', 1).status]).toEqual([503, 200]);
    },
  );

  test('ends at once when the service does, while the other answers stay', () => {
    const { memory, look, end } = memoryOf(plan('database'));
    end(0, well, 0);
    memory.current(1);
    memory.stop();
    expect(look('/health/ready', 2)).toEqual({ status: 503, body: { status: 'stopping' } });
    expect([look('/health', 2).status, look('/health/live', 2).status]).toEqual([200, 200]);
  });
});

describe('alive', () => {
  const standstill = 3 * lifetime(plan('redis'));

  test('is the process whatever its dependencies do', () => {
    const { look, end } = memoryOf(plan('database'), plan('redis'));
    end(0, { kind: 'timeout', latency: 2000 }, 2000);
    end(1, { kind: 'refused', latency: 1 }, 1);
    expect(look('/health/live', 2001)).toEqual({ status: 200, body: { status: 'alive' } });
  });

  test('is no process whose checks do not run any more', () => {
    const { look, end } = memoryOf(plan('database'), plan('redis'));
    end(0, well, 1);
    end(1, well, 1000);
    expect(look('/health/live', standstill).status).toBe(200);
    expect(look('/health/live', standstill + 1)).toEqual({
      status: 503,
      body: { status: 'stuck', checks: ['database'] },
    });
  });
});
