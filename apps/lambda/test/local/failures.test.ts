import { describe, expect, it } from 'vitest';
import { answerOf, environmentOf, outcomeOf } from './fixture-function.ts';

describe('an error of the handler', () => {
  it('comes back with type, message and stack, and the next event is answered by the same process', async () => {
    const environment = await environmentOf(`
      let calls = 0;
      export const handler = ({ fail }) => {
        calls += 1;
        if (fail) throw new RangeError('too far');
        return calls;
      };`);
    const failed = await environment.invoke('{"fail":true}');
    const error = outcomeOf(failed, 'function-error');
    expect(error).toMatchObject({ errorType: 'RangeError', errorMessage: 'too far' });
    expect(error.trace[0]).toBe('RangeError: too far');
    expect(error.trace[1]).toContain('index.mjs');
    expect(failed.logLines.join('\n')).toContain('too far');
    expect(answerOf(await environment.invoke('{}'))).toBe(2);
  });

  it.each([
    ['a string', 'throw "plain"', { errorType: 'string', errorMessage: 'plain' }],
    ['nothing', 'throw undefined', { errorType: 'undefined', errorMessage: 'undefined' }],
    ['an error that cannot be read', 'throw { toString() { throw 1; } }', { errorType: 'Unhandled' }],
    ['a rejection', 'return Promise.reject(new TypeError("late"))', { errorType: 'TypeError', errorMessage: 'late' }],
  ])('is reported when it is %s', async (_, statement, expected) => {
    const environment = await environmentOf(`export const handler = () => { ${statement}; };`);
    expect(outcomeOf(await environment.invoke('{}'), 'function-error')).toMatchObject(expected);
  });

  it.each([
    ['a BigInt', '({ big: 1n })', 'BigInt'],
    ['a circle', '(() => { const a = {}; a.a = a; return a; })()', 'circular'],
  ])('includes an answer that has no JSON: %s', async (_, answer, reason) => {
    const environment = await environmentOf(`export const handler = () => ${answer};`);
    const error = outcomeOf(await environment.invoke('{}'), 'function-error');
    expect(error.errorType).toBe('Runtime.JSONStringifyError');
    expect(error.errorMessage).toContain(reason);
  });
});

describe('a function that cannot start', () => {
  it.each([
    ['throws while loading', 'throw new Error("no config");', 'index.handler', 'Error', 'no config'],
    ['does not parse', 'export const handler = (;', 'index.handler', 'Runtime.UserCodeSyntaxError', 'SyntaxError'],
    ['imports what is missing', 'import "./gone.mjs";', 'index.handler', 'Runtime.ImportModuleError', 'gone.mjs'],
    ['has no such file', '', 'missing.handler', 'Runtime.ImportModuleError', 'missing'],
    ['has no such export', 'export const other = 1;', 'index.handler', 'Runtime.HandlerNotFound', 'not exported'],
    ['exports no function', 'export const handler = 1;', 'index.handler', 'Runtime.HandlerNotFound', 'not a function'],
    ['has a handler name without a dot', '', 'index', 'Runtime.MalformedHandlerName', "'index'"],
    ['has a handler outside', '', '../index.handler', 'Runtime.MalformedHandlerName', '..'],
    [
      'takes a callback',
      'export const handler = (event, context, callback) => callback(null, 1);',
      'index.handler',
      'Runtime.CallbackHandlerDeprecated',
      'Return a promise',
    ],
  ])('because it %s says so', async (_, source, handler, errorType, message) => {
    const environment = await environmentOf(source, { handler });
    const error = outcomeOf(await environment.invoke('{}'), 'init-error');
    expect(error.errorType).toBe(errorType);
    expect(error.errorMessage).toContain(message);
  });

  it('is started anew by the next event', async () => {
    const environment = await environmentOf(
      `
      import { existsSync, writeFileSync } from 'node:fs';
      const marker = new URL('marker', import.meta.url);
      if (!existsSync(marker)) {
        writeFileSync(marker, '');
        throw new Error('only the first time');
      }
      export const handler = () => 'started';`,
    );
    expect(outcomeOf(await environment.invoke('{}'), 'init-error').errorMessage).toBe('only the first time');
    expect(answerOf(await environment.invoke('{}'))).toBe('started');
  });

  it('is given up when its start takes too long', async () => {
    const environment = await environmentOf('await new Promise((resolve) => setTimeout(resolve, 600_000));', {
      initTimeoutMs: 300,
    });
    expect(outcomeOf(await environment.invoke('{}'), 'init-error')).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Init did not finish within 0.30 seconds',
    });
  });

  it('names a runtime that cannot be run', async () => {
    const environment = await environmentOf('', { runtimeCommand: ['/nonexistent/runtime'] });
    expect(outcomeOf(await environment.invoke('{}'), 'runtime-exited').reason).toContain('/nonexistent/runtime');
  });
});
