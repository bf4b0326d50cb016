import { Logger } from '@aws-lambda-powertools/logger';
import { createLoggingGateway } from '@hearthgate/logging';
import { pino, stdTimeFunctions } from 'pino';
import { compare } from '../../measure/compare.ts';
import type { Question } from '../../result.ts';
import { insideInvocation } from '../inside-invocation.ts';
import { silence, silent } from '../silent.ts';

const data = { requests: 1, kind: 'two', ok: true, ratio: 4.5, endpoint: 'light#kitchen' };

/** A line is made and handed to a destination that forgets it. */
export const question: Question = {
  title: 'Logging',
  peers: ['pino', '@aws-lambda-powertools/logger'],
  ask: (asking) =>
    insideInvocation(async (environment) => {
      // A line that says the same as the one before is counted instead of written; here each has to be written.
      const own = createLoggingGateway(
        {
          level: 'info',
          serviceName: 'bench',
          destination: silent,
          foldMs: 0,
          maxLinesPerInvocation: Number.MAX_SAFE_INTEGER,
        },
        { environment },
      ).operations;
      const pinoLines = pino({ level: 'info', base: { service: 'bench' } }, silent);
      const pinoIso = pino({ level: 'info', base: { service: 'bench' }, timestamp: stdTimeFunctions.isoTime }, silent);
      const powertools = silence(new Logger({ serviceName: 'bench', logLevel: 'INFO' }));
      const params = { message: 'five fields', data };
      return {
        tables: [
          await compare(
            {
              id: 'logging-line',
              title: 'A line with five fields, made',
              reference: 'hearthgate',
              tasks: [
                { name: 'hearthgate', side: 'ours', run: () => own.info(params) },
                { name: 'pino', side: 'peer', run: () => pinoLines.info(data, 'five fields') },
                { name: 'pino, ISO time', side: 'peer', run: () => pinoIso.info(data, 'five fields') },
                { name: 'Powertools logger', side: 'peer', run: () => powertools.info('five fields', data) },
              ],
              note: 'Ours carries a correlation id and the gateway chain, and secrets are taken out of it.',
            },
            asking,
          ),
          await compare(
            {
              id: 'logging-disabled',
              title: 'A line below the level',
              reference: 'hearthgate',
              tasks: [
                { name: 'hearthgate', side: 'ours', run: () => own.debug(params) },
                { name: 'pino', side: 'peer', run: () => pinoLines.debug(data, 'five fields') },
                { name: 'Powertools logger', side: 'peer', run: () => powertools.debug('five fields', data) },
              ],
            },
            asking,
          ),
        ],
      };
    }),
};
