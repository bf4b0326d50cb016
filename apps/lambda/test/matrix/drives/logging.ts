import { runInInvocation } from '@hearthgate/testing';
import type { Drive, Subject } from '../subject.ts';

const loggingOf = ({ gateways }: Subject) => gateways.logging.operations;
const line = { message: 'said by the matrix' };

export const loggingDrive: Drive<'logging'> = {
  configure: (subject) => loggingOf(subject).configure({ foldMs: 60_000 }),
  setLevel: (subject) => loggingOf(subject).setLevel({ level: 'debug' }),
  log: (subject) => loggingOf(subject).log({ level: 'info', ...line }),
  debug: (subject) => loggingOf(subject).debug(line),
  info: (subject) => loggingOf(subject).info(line),
  warning: (subject) => loggingOf(subject).warning(line),
  error: (subject) => loggingOf(subject).error(line),
  critical: (subject) => loggingOf(subject).critical(line),
  bindContext: (subject) => loggingOf(subject).bindContext({ fields: { room: 'hall' }, scope: 'environment' }),
  withContext: (subject) => loggingOf(subject).withContext({ fields: { room: 'hall' }, run: () => 'done' }),
  recordRequest: (subject) => loggingOf(subject).recordRequest({ request: 'TurnOn', outcome: 'ok', durationMs: 12 }),
  recordError: (subject) => loggingOf(subject).recordError({ error: new Error('broke'), during: 'the matrix' }),
  writeDocument: (subject) => loggingOf(subject).writeDocument({ document: { Rooms: 3 } }),
  // Lines that are repeated in an invocation are told once more in its end.
  flush: (subject) =>
    runInInvocation(subject.environment, {}, async () => {
      for (let time = 0; time < 3; time += 1) loggingOf(subject).warning({ message: 'said again and again' });
      await loggingOf(subject).flush();
    }),
  getEntries: (subject) => loggingOf(subject).getEntries({ limit: 5 }),
  exportEntries: (subject) => loggingOf(subject).exportEntries({ format: 'csv' }),
  getStatus: (subject) => loggingOf(subject).getStatus(),
};
