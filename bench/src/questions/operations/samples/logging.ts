import type { Environment } from '@hearthgate/kernel';
import { createLoggingGateway, type LoggingOperations } from '@hearthgate/logging';
import { silent } from '../../silent.ts';
import type { Samples } from './sample.ts';

export function loggingSamples(environment: Environment): Samples<LoggingOperations> {
  const { operations } = createLoggingGateway(
    { level: 'info', destination: silent, foldMs: 0, maxLinesPerInvocation: Number.MAX_SAFE_INTEGER },
    { environment },
  );
  const line = { message: 'said', data: { place: 'kitchen', on: true } };
  const error = new Error('broke');
  return {
    log: () => operations.log({ level: 'info', ...line }),
    debug: () => operations.debug(line),
    info: () => operations.info(line),
    warning: () => operations.warning(line),
    error: () => operations.error({ ...line, error }),
    critical: () => operations.critical({ ...line, error }),
    setLevel: () => operations.setLevel({ level: 'info' }),
    configure: () => operations.configure({ level: 'info' }),
    bindContext: () => operations.bindContext({ fields: { room: 'hall' } }),
    withContext: () => operations.withContext({ fields: { room: 'hall' }, run: () => 7 }),
    recordRequest: () => operations.recordRequest({ request: 'TurnOn', outcome: 'Response', durationMs: 12 }),
    recordError: () => operations.recordError({ error, during: 'a benchmark' }),
    writeDocument: () => operations.writeDocument({ document: { Invocations: 1 } }),
    getEntries: () => operations.getEntries({ limit: 10 }),
    exportEntries: () => operations.exportEntries({ limit: 10 }),
    flush: () => operations.flush(),
    getStatus: () => operations.getStatus(),
  };
}
