import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Alarm } from '../src/alarm.ts';
import { systemClock } from '../src/index.ts';

const createAlarm = () => new Alarm(() => systemClock.elapsed());

describe('what waits for its time', () => {
  it('is run when it is due, the earliest first, and not before', async () => {
    const alarm = createAlarm();
    const began = systemClock.elapsed();
    const told: [number, number][] = [];
    const all = [60, 20, 40].map(
      (delayMs) =>
        new Promise<void>((resolve) => {
          alarm.after(delayMs, () => {
            told.push([delayMs, systemClock.elapsed() - began]);
            resolve();
          });
        }),
    );
    await Promise.all(all);
    expect(told.map(([delayMs]) => delayMs)).toEqual([20, 40, 60]);
    for (const [delayMs, tookMs] of told) expect(tookMs).toBeGreaterThanOrEqual(delayMs - 1);
  });

  it('is not run once it was cancelled, whatever goes off meanwhile', async () => {
    const alarm = createAlarm();
    const told: string[] = [];
    const cancelLater = alarm.after(30, () => told.push('cancelled later'));
    alarm.after(10, () => {
      told.push('first');
      cancelLater();
    });
    alarm.after(10, () => told.push('cancelled at once'))();
    const cancelled = alarm.after(10, () => told.push('cancelled by what is due in the same moment'));
    alarm.after(9, () => cancelled());
    alarm.after(50, () => told.push('last'));
    await sleep(80);
    expect(told).toEqual(['first', 'last']);
  });

  it('is run in the context that asked for it', async () => {
    const alarm = createAlarm();
    const context = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const ask = (delayMs: number) => alarm.after(delayMs, () => seen.push(context.getStore()));
    context.run('one', () => ask(20));
    context.run('other', () => ask(10));
    ask(30);
    await sleep(60);
    expect(seen).toEqual(['other', 'one', undefined]);
  });

  it('may ask for more when it is run, also for what is due at once', async () => {
    const alarm = createAlarm();
    const told: string[] = [];
    alarm.after(5, () => {
      told.push('first');
      alarm.after(0, () => told.push('second'));
      alarm.after(Number.NaN, () => told.push('third'));
    });
    await sleep(40);
    expect(told).toEqual(['first', 'second', 'third']);
  });

  it('waits for ever when it has no end, and for longer than a timer of Node can', async () => {
    const alarm = createAlarm();
    const told: string[] = [];
    const cancels = [Infinity, 3_000_000_000].map((delayMs) => alarm.after(delayMs, () => told.push('too early')));
    await sleep(20);
    expect(told).toEqual([]);
    for (const cancel of cancels) cancel();
  });
});

describe('a process', () => {
  const run = async (program: string) => {
    const { href } = new URL('../src/index.ts', import.meta.url);
    const source = `import { systemClock } from ${JSON.stringify(href)}; ${program}`;
    const began = systemClock.elapsed();
    const child = spawn(
      process.execPath,
      ['--conditions=@hearthgate/source', '--input-type=module', '--eval', source],
      { cwd: fileURLToPath(new URL('..', import.meta.url)), stdio: ['ignore', 'pipe', 'inherit'], timeout: 20_000 },
    );
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    const [code] = await once(child, 'close');
    return { code, output, tookMs: systemClock.elapsed() - began };
  };

  it('is kept alive by what waits', async () => {
    const { code, output } = await run("systemClock.after(50, () => process.stdout.write('done'));");
    expect({ code, output }).toEqual({ code: 0, output: 'done' });
  });

  it('is kept alive by what waits while an earlier timer of something cancelled is still set', async () => {
    const { code, output } = await run(
      "systemClock.after(5, () => {})(); systemClock.after(60, () => process.stdout.write('done'));",
    );
    expect({ code, output }).toEqual({ code: 0, output: 'done' });
  });

  it('is not kept alive by what was cancelled', async () => {
    const { code, tookMs } = await run('systemClock.after(15_000, () => {})();');
    expect(code).toBe(0);
    expect(tookMs).toBeLessThan(10_000);
  });

  it('ends with the error that something throws when it is run', async () => {
    const program =
      "process.on('uncaughtException', ({ message }) => { process.stdout.write(message); process.exit(3); });" +
      "systemClock.after(5, () => { throw new Error('broken'); });";
    const { code, output } = await run(program);
    expect({ code, output }).toEqual({ code: 3, output: 'broken' });
  });
});
