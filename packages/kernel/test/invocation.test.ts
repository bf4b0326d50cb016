import { describe, expect, it } from 'vitest';
import { type Clock, createEnvironment, Invocation, systemClock } from '../src/index.ts';
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
