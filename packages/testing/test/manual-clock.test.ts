import { describe, expect, it } from 'vitest';
import { createManualClock, createRecorder, createTestEnvironment, runInInvocation } from '../src/index.ts';

describe('a manual clock', () => {
  it('stands still until it is moved', async () => {
    const clock = createManualClock(5_000);
    expect([clock.now(), clock.elapsed()]).toEqual([5_000, 0]);
    await clock.advance(250);
    expect([clock.now(), clock.elapsed()]).toEqual([5_250, 250]);
  });

  it('runs what falls due in order, each at its own moment', async () => {
    const clock = createManualClock(0);
    const seen: string[] = [];
    clock.after(30, () => seen.push(`late at ${clock.now()}`));
    clock.after(10, () => {
      seen.push(`early at ${clock.now()}`);
      clock.after(5, () => seen.push(`nested at ${clock.now()}`));
    });
    const cancel = clock.after(20, () => seen.push('cancelled'));
    cancel();
    await clock.advance(29);
    expect(seen).toEqual(['early at 10', 'nested at 15']);
    await clock.advance(1);
    expect(seen.at(-1)).toBe('late at 30');
    expect(clock.pendingTimers).toBe(0);
  });

  it('lets promises react before the next timer', async () => {
    const clock = createManualClock(0);
    const seen: string[] = [];
    const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve));
    const walk = async () => {
      for (const step of [1, 2, 3]) {
        await wait(10);
        seen.push(`step ${step} at ${clock.now()}`);
      }
    };
    const walked = walk();
    await clock.advance(100);
    await walked;
    expect(seen).toEqual(['step 1 at 10', 'step 2 at 20', 'step 3 at 30']);
  });
});

describe('a test environment', () => {
  it('repeats its randomness and hides the variables of the process', () => {
    const draw = () => {
      const { random, variables } = createTestEnvironment();
      return [random(), random(), Object.keys(variables).length];
    };
    expect(draw()).toEqual(draw());
    expect(draw()[2]).toBe(0);
  });

  it('runs a function inside an invocation', () => {
    const environment = createTestEnvironment();
    const current = runInInvocation(environment, { correlationId: 'abc' }, () => environment.invocations.current());
    expect(current?.correlationId).toBe('abc');
    expect(environment.invocations.current()).toBeUndefined();
  });
});

describe('a recorder', () => {
  it('answers as the fake does and remembers what was asked', () => {
    const recorder = createRecorder({ add: ({ by }: { by: number }) => by + 1, clear: () => undefined });
    expect(recorder.operations.add({ by: 2 })).toBe(3);
    recorder.operations.clear();
    expect(recorder.calls.map((call) => call.operation)).toEqual(['add', 'clear']);
    expect(recorder.paramsOf('add')).toEqual([{ by: 2 }]);
  });
});
