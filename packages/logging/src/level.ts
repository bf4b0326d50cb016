import type { LogLevel } from '@hearthgate/contracts';

/** How severe a level is; a line is written when its level is at least that of the gateway. */
export const severityOf: Readonly<Record<LogLevel, number>> = {
  debug: 20,
  info: 30,
  warning: 40,
  error: 50,
  critical: 60,
};

/** The names by which people call the levels, in lower case. */
const namedLevels: ReadonlyMap<string, LogLevel> = new Map([
  // Lambda's JSON log format can ask for it; nothing here is finer than debug.
  ['trace', 'debug'],
  ['debug', 'debug'],
  ['info', 'info'],
  ['warn', 'warning'],
  ['warning', 'warning'],
  ['error', 'error'],
  ['critical', 'critical'],
  ['fatal', 'critical'],
]);

/** The level that a text names, case and surrounding space ignored; `undefined` when it names none. */
export function parseLevel(text: unknown): LogLevel | undefined {
  return typeof text === 'string' ? namedLevels.get(text.trim().toLowerCase()) : undefined;
}
