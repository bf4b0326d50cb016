import { describe, expect, it } from 'vitest';
import {
  createEnvironment,
  createGateway,
  GatewayError,
  hasCode,
  Invocation,
  isThenable,
  namedOperation,
  standalone,
} from '../src/index.ts';
import { residentMemory } from '../src/resident-memory.ts';
import { CounterOperation, type CounterOperations, createCounter } from './counter-gateway.ts';

describe('the two faces of one pipeline', () => {
  it('answers the standard response from execute and the bare value from operations', () => {
    const counter = createCounter();
    expect(counter.operations.add({ by: 2 })).toBe(2);
    const response = counter.execute(CounterOperation.ADD, { by: 3 });
    expect(response).toMatchObject({ success: true, data: 5 });
    expect(response.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect(response.durationMs).toBeGreaterThanOrEqual(0);
  });

  it('keeps a synchronous operation synchronous and an asynchronous one asynchronous', async () => {
    const counter = createCounter();
    expect(isThenable(counter.execute('add', { by: 1 }))).toBe(false);
    const later = counter.execute('addLater', { by: 1 });
    expect(isThenable(later)).toBe(true);
    expect(await later).toMatchObject({ success: true, data: 2 });
  });

  it('throws the coded error from operations and answers it from execute', () => {
    const counter = createCounter();
    expect(() => counter.operations.fail({ how: 'code' })).toThrowError(GatewayError);
    expect(counter.execute('fail', { how: 'code' })).toMatchObject({
      success: false,
      error: { code: 'CACHE_INVALID_KEY', message: 'The key is empty; give it a name.', retryable: false },
    });
  });

  it('turns an unforeseen error into KERNEL_UNEXPECTED with its cause and without its secret', async () => {
    const counter = createCounter();
    const thrown = await Promise.resolve(counter.operations.fail({ how: 'later' })).catch((error: unknown) => error);
    expect(hasCode(thrown, 'KERNEL_UNEXPECTED')).toBe(true);
    expect((thrown as Error).cause).toBeInstanceOf(Error);
    expect((thrown as Error).message).not.toContain('abcdefgh12345678');
    const response = counter.execute('fail', { how: 'unexpected' });
    expect(JSON.stringify(await response)).not.toContain('abcdefgh12345678');
  });

  it("passes the error of a caller's own function on as it is, and reports it from execute", () => {
    const counter = createCounter();
    const own = new RangeError('mine');
    const task = () => {
      throw own;
    };
    expect(() => counter.operations.run({ task })).toThrow(own);
    expect(counter.execute('run', { task })).toMatchObject({ success: false, error: { code: 'KERNEL_UNEXPECTED' } });
  });

  it.each(['constructor', '__proto__', 'toString', 'valueOf', ''])('refuses %j by name', (name) => {
    const execute = createCounter().execute as (operation: string) => unknown;
    expect(execute(name)).toMatchObject({ success: false, error: { code: 'KERNEL_UNKNOWN_OPERATION' } });
  });

  it('says what is missing when the parameters are no object', () => {
    const execute = createCounter().execute as (operation: string, params?: unknown) => unknown;
    for (const params of [undefined, null]) {
      expect(execute('add', params)).toMatchObject({ success: false, error: { code: 'KERNEL_INVALID_PARAMS' } });
    }
  });

  it('gives one operation as a function of its own', () => {
    const add = namedOperation(createCounter().execute, 'add');
    expect(add({ by: 2 })).toMatchObject({ success: true, data: 2 });
    expect(add({ by: 3 })).toMatchObject({ success: true, data: 5 });
  });

  it('makes the gateway behind a standalone operation once, on first use', () => {
    let made = 0;
    const genericCounterOperation = standalone<CounterOperations>(() => {
      made += 1;
      return createCounter();
    });
    expect(made).toBe(0);
    genericCounterOperation('add', { by: 1 });
    expect(genericCounterOperation('add', { by: 1 })).toMatchObject({ data: 2 });
    expect(made).toBe(1);
  });
});

describe('what the pipeline does for every operation', () => {
  it('gives all calls of one invocation its correlation id, and keeps interleaved invocations apart', async () => {
    const environment = createEnvironment();
    const counter = createCounter({ environment });
    const invoke = (correlationId: string) =>
      environment.invocations.run(new Invocation({ correlationId }, environment.clock), async () => {
        const first = await counter.execute('addLater', { by: 1 });
        const second = await counter.execute('addLater', { by: 1 });
        return [first.correlationId, second.correlationId];
      });
    const [one, two] = await Promise.all([invoke('one'), invoke('two')]);
    expect(one).toEqual(['one', 'one']);
    expect(two).toEqual(['two', 'two']);
  });

  it('counts calls and errors and adds up their time', async () => {
    const environment = createEnvironment();
    const counter = createCounter({ environment });
    counter.operations.add({ by: 1 });
    await counter.execute('addLater', { by: 1 });
    counter.execute('fail', { how: 'code' });
    const { add, addLater, fail } = environment.statistics.operations().counter ?? {};
    expect(add).toMatchObject({ calls: 1, errors: 0 });
    expect(addLater).toMatchObject({ calls: 1, errors: 0 });
    expect(fail).toMatchObject({ calls: 1, errors: 1 });
    expect(addLater?.totalMs).toBeGreaterThan(0);
  });

  it('writes a start line through the logging peer only while tracing is on', () => {
    const environment = createEnvironment();
    const lines: string[] = [];
    const logging = { info() {}, log: ({ message }: { message: string }) => lines.push(message) };
    const counter = createCounter({ environment, peers: { logging } });
    counter.operations.add({ by: 1 });
    expect(lines).toEqual([]);
    environment.tracing.enabled = true;
    counter.operations.add({ by: 1 });
    expect(lines).toEqual(['counter.add started']);
  });

  it('keeps the answer of a cacheable operation in the cache peer, under its key, and says so', async () => {
    const kept = new Map<string, unknown>();
    const cache = {
      get: async ({ key }: { key: string }) =>
        kept.has(key) ? { key, value: kept.get(key), storedAtMs: 0, tags: [] } : undefined,
      set: async ({ key, value }: { key: string; value: unknown }) => void kept.set(key, value),
    };
    const peers = { cache } as object;
    const counter = createCounter({ peers });
    counter.operations.add({ by: 1 });
    expect(await counter.execute('snapshot', { label: 'a' })).toMatchObject({ data: 1, cacheHit: false });
    counter.operations.add({ by: 1 });
    expect(await counter.execute('snapshot', { label: 'a' })).toMatchObject({ data: 1, cacheHit: true });
    expect(await counter.execute('snapshot', { label: 'b' })).toMatchObject({ data: 2, cacheHit: false });
  });

  it('answers a cacheable operation though its cache fails', async () => {
    const broken = { get: () => Promise.reject(new Error('down')), set: () => Promise.reject(new Error('down')) };
    const counter = createCounter({ peers: { cache: broken } as object });
    expect(await counter.execute('snapshot', { label: 'a' })).toMatchObject({ success: true, data: 0 });
  });

  it('takes peers that have only what the gateway asked for', async () => {
    const environment = createEnvironment();
    environment.tracing.enabled = true;
    const narrow = { logging: { info() {} }, utility: { hash: () => '' }, cache: { has: async () => false } } as object;
    const counter = createCounter({ environment, peers: narrow });
    expect(counter.execute('add', { by: 1 })).toMatchObject({ success: true });
    expect(await counter.execute('snapshot', { label: 'a' })).toMatchObject({ success: true, data: 1 });
  });

  it('does not touch the cache for an operation that did not declare itself cacheable', () => {
    const cache = { get: () => expect.unreachable('asked'), set: () => expect.unreachable('stored') };
    const counter = createCounter({ peers: { cache } as object });
    expect(counter.execute('add', { by: 1 })).toMatchObject({ success: true });
  });

  it('builds from a definition alone', () => {
    const gateway = createGateway<{ twice(params: { n: number }): number }, object>({
      name: 'arithmetic',
      alone: {},
      operations: { twice: ({ n }) => n * 2 },
    });
    expect(gateway.operations.twice({ n: 4 })).toBe(8);
  });
});

describe('an operation that says when it has nothing to do', () => {
  interface Switch {
    note(params: { readonly text: string }): void;
  }

  function createSwitch() {
    const environment = createEnvironment();
    const noted: string[] = [];
    const isOn = { value: false };
    const gateway = createGateway<Switch, object>(
      {
        name: 'switch',
        alone: {},
        operations: { note: { isIdle: () => !isOn.value, run: ({ text }) => void noted.push(text) } },
      },
      { environment },
    );
    const statistics = () => environment.statistics.operations().switch?.note;
    return { environment, gateway, noted, isOn, statistics };
  }

  it('is not run then, but counted and noted in the invocation; else it is run like any other', () => {
    const { environment, gateway, noted, isOn, statistics } = createSwitch();
    const invocation = new Invocation({ correlationId: 'c' }, environment.clock);
    environment.invocations.run(invocation, () => gateway.operations.note({ text: 'off' }));
    expect(noted).toEqual([]);
    expect(statistics()).toEqual({ calls: 1, errors: 0, totalMs: 0, maxMs: 0 });
    expect(invocation.gateways).toEqual(['switch']);
    isOn.value = true;
    gateway.operations.note({ text: 'on' });
    expect(noted).toEqual(['on']);
    expect(statistics()).toMatchObject({ calls: 2, errors: 0 });
  });

  it('leaves no trace in the statistics before it is called', () => {
    const { environment } = createSwitch();
    expect(environment.statistics.operations().switch?.note).toBeUndefined();
  });

  it('counts as use by the gateway that calls it', () => {
    const { environment, gateway } = createSwitch();
    const caller = createGateway<{ call(): number }, { switch: Switch }>(
      {
        name: 'caller',
        alone: { switch: { note() {} } },
        operations: {
          call: (_, { peers }) => {
            peers.switch.note({ text: 'x' });
            return 1;
          },
        },
      },
      { environment, peers: { switch: gateway.operations } },
    );
    caller.operations.call();
    expect(environment.statistics.cells()).toEqual([
      { caller: 'caller', callee: 'switch', operation: 'note', calls: 1 },
    ]);
  });
});

describe('an error around another one', () => {
  const thrownBy = (run: () => unknown): Error => {
    try {
      run();
    } catch (error) {
      return error as Error;
    }
    throw new Error('nothing was thrown');
  };

  it('has its frames in its cause, and errors after it have frames again', () => {
    const thrown = thrownBy(() => createCounter().operations.fail({ how: 'unexpected' }));
    expect(thrown.stack).not.toContain('    at ');
    expect((thrown.cause as Error).stack).toContain('counter-gateway');
    expect(new Error('later').stack).toContain('pipeline.test');
  });

  it('is made, too, where nobody may change how many frames are taken', () => {
    const { stackTraceLimit } = Error;
    Object.defineProperty(Error, 'stackTraceLimit', { value: stackTraceLimit, writable: false, configurable: true });
    try {
      expect(thrownBy(() => createCounter().operations.fail({ how: 'unexpected' }))).toMatchObject({
        code: 'KERNEL_UNEXPECTED',
        message: 'counter.fail failed: broke with Bearer [redacted]',
      });
    } finally {
      Object.defineProperty(Error, 'stackTraceLimit', { value: stackTraceLimit, writable: true, configurable: true });
    }
  });

  it('has frames of its own where what was thrown has none', () => {
    const gateway = createGateway<{ fail(): number }, object>({
      name: 'thrower',
      alone: {},
      operations: {
        fail: () => {
          throw 'a text';
        },
      },
    });
    expect(thrownBy(() => gateway.operations.fail()).stack).toContain('pipeline.test');
  });
});

describe('resident memory', () => {
  it('is read once a second at most', () => {
    const now = { ms: 0 };
    const read = residentMemory({ elapsed: () => now.ms });
    const first = read();
    expect(first).toBeGreaterThan(1_000_000);
    const ballast = new Uint8Array(64 * 1_048_576).fill(1);
    expect(read()).toBe(first);
    now.ms = 1_000;
    expect(read()).toBeGreaterThan(first + ballast.length / 2);
  });
});
