import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';

const FUNCTION = new URL('../../../../apps/lambda/dist/function/index.mjs', import.meta.url).href;
const HEALTH = JSON.stringify({ version: '2.0', rawPath: '/health', requestContext: { http: { method: 'GET' } } });
const run = promisify(execFile);

/** A process that does nothing, one that loads the built function, and one that lets it answer. */
export const question: Question = {
  title: 'The built function',
  async ask(asking) {
    const spawn = (code: string) => () =>
      run(process.execPath, ['--input-type=module', '--eval', code], { env: { LOG_LEVEL: 'error' } });
    const load = `await import(${JSON.stringify(FUNCTION)})`;
    return {
      tables: [
        await compare(
          {
            id: 'function-process',
            title: 'A process that loads the built function, from its start to its end',
            reference: 'node, nothing else',
            clock: 'elapsed',
            rounds: 11,
            tasks: [
              { name: 'node, nothing else', side: 'floor', maxCalls: 1, run: spawn('0') },
              { name: 'load the function', side: 'ours', maxCalls: 1, run: spawn(`${load};process.exit(0)`) },
              {
                name: 'load it and answer GET /health',
                side: 'ours',
                maxCalls: 1,
                run: spawn(`const f = ${load}; await f.handler(${HEALTH}); process.exit(0)`),
              },
            ],
          },
          asking,
        ),
      ],
    };
  },
};
