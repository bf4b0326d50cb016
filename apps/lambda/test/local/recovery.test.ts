import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startEnvironment } from '../../src/local/runtime/environment.ts';
import { answerOf, environmentOf, outcomeOf, writeFunction } from './fixture-function.ts';

const counting = `
  let calls = 0;
  export const handler = async ({ run }) => {
    calls += 1;
    await ({
      exit: () => process.exit(7),
      leave: () => process.exit(0),
      kill: () => process.kill(process.pid, 'SIGKILL'),
      stray: () => { setImmediate(() => { throw new Error('stray'); }); return new Promise(() => {}); },
      hang: () => new Promise((resolve) => setTimeout(resolve, 600_000)),
      block: () => { for (;;); },
      grow: () => { const kept = []; for (;;) kept.push(new Array(100_000).fill({})); },
      die: () => void setImmediate(() => {
        for (const end = Date.now() + 500; Date.now() < end; );
        process.exit(1);
      }),
      later: () => setTimeout(() => process.exit(1), 30),
    })[run]?.();
    return calls;
  };`;

describe('an environment recovers', () => {
  it.each([
    ['exits with a code', 'exit', 'Runtime exited with error: exit status 7'],
    ['exits quietly', 'leave', 'Runtime exited without providing a reason'],
    ['is killed', 'kill', 'Runtime exited with error: signal: killed'],
    ['outgrows its memory size', 'grow', 'Runtime exited with error: signal: aborted'],
    ['throws outside of the handler', 'stray', 'Runtime exited with error: exit status 1'],
  ])('when its process %s in the middle of an event', async (_, run, reason) => {
    const environment = await environmentOf(counting);
    expect(answerOf(await environment.invoke('{}'))).toBe(1);
    expect(outcomeOf(await environment.invoke(JSON.stringify({ run })), 'runtime-exited').reason).toBe(reason);
    const next = await environment.invoke('{}');
    expect(answerOf(next)).toBe(1);
    expect(next.initDurationMs).toBeGreaterThan(0);
  });

  it.each([
    ['waits', 'hang'],
    ['blocks the event loop', 'block'],
  ])('when a handler that %s runs into the timeout', async (_, run) => {
    const environment = await environmentOf(counting, { timeoutMs: 1000 });
    expect(answerOf(await environment.invoke('{}'))).toBe(1);
    const timedOut = await environment.invoke(JSON.stringify({ run }));
    expect(timedOut.outcome).toEqual({ kind: 'timed-out', timeoutMs: 1000 });
    expect(timedOut.durationMs).toBeGreaterThanOrEqual(990);
    expect(answerOf(await environment.invoke('{}'))).toBe(1);
  });

  it('when its process dies between two events, without the second noticing', async () => {
    const environment = await environmentOf(counting);
    expect(answerOf(await environment.invoke('{"run":"later"}'))).toBe(1);
    await delay(300);
    expect(answerOf(await environment.invoke('{}'))).toBe(1);
  });

  it('when its process dies after an answer, before it asks for the event that waits already', async () => {
    const environment = await environmentOf(counting);
    expect(answerOf(await environment.invoke('{"run":"die"}'))).toBe(1);
    const next = await environment.invoke('{}');
    expect(answerOf(next)).toBe(1);
    expect(next.initDurationMs).toBeGreaterThan(0);
  });
});

/** Registers an internal extension, without which Lambda sends no SIGTERM. */
const registering = `
  const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2020-01-01/extension';
  const register = (name) => fetch(api + '/register', {
    method: 'POST', headers: name === undefined ? {} : { 'lambda-extension-name': name }, body: '{"events":[]}',
  });
  export const registered = await register('fixture');`;

const sayingGoodbye = `
  import { writeFileSync } from 'node:fs';
  process.on('SIGTERM', () => setTimeout(() => {
    writeFileSync(new URL('goodbye', import.meta.url), 'done');
    process.exit(0);
  }, 50));
  export const handler = () => 'ready';`;

describe('stopping an environment', () => {
  it('lets a function with an extension and a SIGTERM handler finish its work', async () => {
    const taskRoot = await writeFunction(registering + sayingGoodbye);
    const environment = await startEnvironment({ taskRoot, handler: 'index.handler' });
    expect(answerOf(await environment.invoke('{}'))).toBe('ready');
    await environment.stop();
    expect(await readFile(join(taskRoot, 'goodbye'), 'utf8')).toBe('done');
  });

  it('kills a function without an extension at once, as Lambda does', async () => {
    const taskRoot = await writeFunction(sayingGoodbye);
    const environment = await startEnvironment({ taskRoot, handler: 'index.handler' });
    expect(answerOf(await environment.invoke('{}'))).toBe('ready');
    await environment.stop();
    await expect(readFile(join(taskRoot, 'goodbye'))).rejects.toThrow(/ENOENT/);
  });

  it('registers an extension by its name, and only until the function has loaded', async () => {
    const environment = await environmentOf(`${registering}
      const nameless = await register();
      const wait = (id) => fetch(api + '/event/next', { headers: { 'lambda-extension-identifier': id } });
      const stranger = await wait('somebody');
      export const handler = async () => [registered, nameless, stranger, await register('late')].map(({ status }) => status);`);
    expect(answerOf(await environment.invoke('{}'))).toEqual([200, 400, 403, 403]);
  });

  it('ends a function that ignores SIGTERM, and what was under way or in line', async () => {
    const environment = await environmentOf(
      `${registering}
      process.on('SIGTERM', () => {});
      export const handler = ({ hang }) => hang && new Promise((resolve) => setTimeout(resolve, 600_000));`,
      { shutdownGraceMs: 200 },
    );
    await environment.invoke('{}');
    const hanging = environment.invoke('{"hang":true}');
    const waiting = environment.invoke('{}');
    await delay(100);
    await environment.stop();
    await environment.stop();
    expect(outcomeOf(await hanging, 'runtime-exited').reason).toBe('Runtime exited with error: signal: killed');
    expect(outcomeOf(await waiting, 'runtime-exited').reason).toBe('The local function was stopped');
    expect(outcomeOf(await environment.invoke('{}'), 'runtime-exited').reason).toBe('The local function was stopped');
  });

  it('is quick when no event ever came', async () => {
    const environment = await environmentOf('export const handler = () => 1;');
    await environment.stop();
  });
});
