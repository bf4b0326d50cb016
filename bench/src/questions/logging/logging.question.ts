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
      const settings = {
        level: 'info',
        serviceName: 'bench',
        destination: silent,
        foldMs: 0,
        maxLinesPerInvocation: Number.MAX_SAFE_INTEGER,
      } as const;
      const own = createLoggingGateway({ ...settings, maxBufferBytes: 0 }, { environment }).operations;
      const keeping = createLoggingGateway(settings, { environment }).operations;
      const pinoLines = pino({ level: 'info', base: { service: 'bench' } }, silent);
      const pinoIso = pino({ level: 'info', base: { service: 'bench' }, timestamp: stdTimeFunctions.isoTime }, silent);
      const powertools = silence(new Logger({ serviceName: 'bench', logLevel: 'INFO' }));
      // Its buffer holds the lines of one trace.
      process.env._X_AMZN_TRACE_ID = 'Root=1-5759e988-bd862e3fe1be46a994272793';
      const keepingPowertools = silence(
        new Logger({ serviceName: 'bench', logLevel: 'INFO', logBufferOptions: { enabled: true } }),
      );
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
                { name: 'hearthgate, kept for an error', side: 'ours', run: () => keeping.debug(params) },
                { name: 'pino', side: 'peer', run: () => pinoLines.debug(data, 'five fields') },
                { name: 'Powertools logger', side: 'peer', run: () => powertools.debug('five fields', data) },
                {
                  name: 'Powertools logger, kept for an error',
                  side: 'peer',
                  run: () => keepingPowertools.debug('five fields', data),
                },
              ],
              note: 'Kept for an error: the line waits in a buffer of 20 kB and is written only when an error follows. Ours does so by default, the peers do not; the first row has it switched off.',
            },
            asking,
          ),
        ],
      };
    }),
};
