import { describe, expect, it } from 'vitest';
import {
  type Clock,
  createEnvironment,
  createGateway,
  type Environment,
  Invocation,
  systemClock,
} from '../src/index.ts';
import { createCounter } from './counter-gateway.ts';

// Not the manual clock of the testing package: that one depends on this package.
function createStandingClock(): Clock & { advance(ms: number): void } {
  let nowMs = 1_000_000;
  return {
    ...systemClock,
    now: () => nowMs,
    advance(ms) {
      nowMs += ms;
    },
  };
}

describe('an invocation', () => {
  it('knows how much time remains, and never less than none', () => {
    const clock = createStandingClock();
    const invocation = new Invocation({ correlationId: 'a', deadlineAtMs: clock.now() + 1_000 }, clock);
    expect(invocation.remainingMs()).toBe(1_000);
    clock.advance(400);
    expect(invocation.remainingMs()).toBe(600);
    clock.advance(5_000);
    expect(invocation.remainingMs()).toBe(0);
    expect(new Invocation({ correlationId: 'a' }, clock).remainingMs()).toBe(Infinity);
  });

  it('keeps state by key, made once', () => {
    const invocation = new Invocation({ correlationId: 'a' }, createStandingClock());
    const key = Symbol('state');
    const first = invocation.state(key, () => ({ lines: 0 }));
    first.lines = 3;
    expect(invocation.state(key, () => ({ lines: 0 }))).toBe(first);
    expect(invocation.state(Symbol('state'), () => ({ lines: 9 })).lines).toBe(9);
  });

  it('names the gateways in order of their first call', () => {
    const environment = createEnvironment();
    const one = createCounter({ environment }, 'one');
    const two = createCounter({ environment }, 'two');
    const invocation = new Invocation({ correlationId: 'a' }, environment.clock);
    environment.invocations.run(invocation, () => {
      two.operations.add({ by: 1 });
      one.operations.add({ by: 1 });
      two.operations.add({ by: 1 });
    });
    expect(invocation.gateways).toEqual(['two', 'one']);
  });
});

describe('the moment at which a call began', () => {
  /** A clock of which every look at the time of day is counted, and that can be frozen as an environment is. */
  function createCountedClock() {
    const times = { epochMs: 5_000_000, elapsedMs: 100, looks: 0 };
    const clock: Clock = {
      ...systemClock,
      now: () => {
        times.looks += 1;
        return times.epochMs;
      },
      elapsed: () => times.elapsedMs,
    };
    return {
      clock,
      looks: () => times.looks,
      pass(ms: number) {
        times.epochMs += ms;
        times.elapsedMs += ms;
      },
      freeze(ms: number) {
        times.epochMs += ms;
      },
    };
  }

  const createAsker = (environment: Environment) =>
    createGateway<{ ask(): number }, object>(
      { name: 'asker', alone: {}, operations: { ask: (_, call) => call.beganAtMs } },
      { environment },
    ).operations;

  it('costs no look at the clock while an invocation runs', async () => {
    const time = createCountedClock();
    const environment = createEnvironment({ clock: time.clock });
    const { ask } = createAsker(environment);
    const invocation = new Invocation({ correlationId: 'a' }, time.clock);
    await environment.invocations.run(invocation, async () => {
      const before = time.looks();
      time.pass(250.5);
      expect(ask()).toBe(5_000_250.5);
      await Promise.resolve();
      time.pass(1);
      expect(ask()).toBe(5_000_251.5);
      expect(time.looks()).toBe(before);
    });
  });

  it('is that of the clock outside of an invocation', () => {
    const time = createCountedClock();
    const { ask } = createAsker(createEnvironment({ clock: time.clock }));
    time.freeze(7_000);
    expect(ask()).toBe(5_007_000);
  });

  it('counts the time for which the environment was frozen after an invocation, also for what that has left behind', async () => {
    const time = createCountedClock();
    const environment = createEnvironment({ clock: time.clock });
    const { ask } = createAsker(environment);
    const invocation = new Invocation({ correlationId: 'a' }, time.clock);
    const { promise: thawed, resolve: thaw } = Promise.withResolvers<void>();
    let leftBehind: Promise<number> | undefined;
    const outcomes = [
      async () => {
        leftBehind = thawed.then(ask);
      },
      () => Promise.reject(new Error('failed')),
      () => {
        throw new Error('failed at once');
      },
    ];
    for (const work of outcomes) {
      await Promise.resolve()
        .then(() => environment.invocations.run(invocation, work))
        .catch(() => undefined);
    }
    time.freeze(60_000);
    thaw();
    expect(await leftBehind).toBe(5_060_000);
    // Whoever runs it again begins with the time of day.
    expect(environment.invocations.run(invocation, ask)).toBe(5_060_000);
  });
});
