import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Question } from './question.ts';

const FUNCTION = new URL('../../apps/lambda/dist/function/index.mjs', import.meta.url).href;
const HEALTH = JSON.stringify({ version: '2.0', rawPath: '/health', requestContext: { http: { method: 'GET' } } });
const run = promisify(execFile);

/** A process that does nothing, one that loads the built function, and one that lets it answer. */
export function functionTasks(): Question {
  const spawn = (code: string) => () =>
    run(process.execPath, ['--input-type=module', '--eval', code], { env: { LOG_LEVEL: 'error' } });
  return {
    title: 'The built function, per process',
    tasks: [
      { name: 'node, nothing else', run: spawn('0') },
      { name: 'load the function', run: spawn(`await import(${JSON.stringify(FUNCTION)});process.exit(0)`) },
      {
        name: 'load it and answer GET /health',
        run: spawn(`const f = await import(${JSON.stringify(FUNCTION)}); await f.handler(${HEALTH}); process.exit(0)`),
      },
    ],
  };
}
