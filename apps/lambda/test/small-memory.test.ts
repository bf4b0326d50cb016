import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { createSmallMemory } from '../src/small-memory.ts';

const small = { AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128' };

/** A handler in so much memory, and the flags that were set so far. */
function handlerIn(variables: Readonly<Record<string, string>>, refuses = false) {
  const flags: string[] = [];
  const memory = createSmallMemory(variables, (flag) => {
    if (refuses) throw new Error('no such flag');
    flags.push(flag);
  });
  return { handler: memory.whileHandling((event: string) => `answer to ${event}`), memory, flags };
}

describe('the handler in 128 MB', () => {
  it('sets no flag before the second event, as a cold start is to be short', () => {
    const { handler, flags } = handlerIn(small);
    expect(handler('one')).toBe('answer to one');
    expect(flags).toEqual([]);
  });

  it('sets each flag once from the second event on', () => {
    const { handler, flags } = handlerIn(small);
    for (const event of ['one', 'two', 'three']) handler(event);
    expect(flags.length).toBeGreaterThan(0);
    expect(new Set(flags).size).toBe(flags.length);
  });

  it('answers all the same when the engine refuses a flag', () => {
    const { handler } = handlerIn(small, true);
    handler('one');
    expect(handler('two')).toBe('answer to two');
  });

  it('names only flags that this engine has', () => {
    const { handler, flags } = handlerIn(small);
    handler('one');
    handler('two');
    const options = execFileSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
    for (const flag of flags) expect(options).toContain(`  ${flag.split('=')[0]} `);
  });
});

describe('work under the flags of the engine', () => {
  it('sets none while there are no others', () => {
    const { handler, memory, flags } = handlerIn(small);
    handler('one');
    expect(memory.underDefaults(() => 'done')).toBe('done');
    expect(flags).toEqual([]);
  });

  it('puts the others aside, and back even when it fails', () => {
    const { handler, memory, flags } = handlerIn(small);
    for (const event of ['one', 'two']) handler(event);
    const set = flags.splice(0);
    const failing = () =>
      memory.underDefaults(() => {
        expect(flags).not.toEqual([]);
        flags.length = 0;
        throw new Error('failed');
      });
    expect(failing).toThrow('failed');
    expect(flags).toEqual(set);
  });
});

describe('the handler in more memory, or where nobody says how much there is', () => {
  it.each(['256', 'much', ''])('leaves the engine as it is: %o', (megabytes) => {
    const { handler, flags } = handlerIn({ AWS_LAMBDA_FUNCTION_MEMORY_SIZE: megabytes });
    for (const event of ['one', 'two', 'three']) expect(handler(event)).toBe(`answer to ${event}`);
    expect(flags).toEqual([]);
  });
});
