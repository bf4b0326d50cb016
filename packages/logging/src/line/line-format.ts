import type { LogLevel } from '@hearthgate/contracts';
import { pino } from 'pino';

/** What pino calls the levels. */
export const pinoLevels = { debug: 'debug', info: 'info', warning: 'warn', error: 'error', critical: 'fatal' } as const;

/** Writes the members of a line as JSON text that ends with a line feed. */
export type LineFormat = (level: LogLevel, members: Readonly<Record<string, unknown>>) => string;

/**
 * The form of a line, made by pino: level first (`DEBUG`, `INFO`, `WARN`, `ERROR`, `FATAL`, as CloudWatch names them
 * in its JSON log format), then the service, then the members in their order.
 */
export function createLineFormat(serviceName: string): LineFormat {
  let line = '';
  const logger = pino<never, false>(
    {
      level: 'debug',
      base: { service: serviceName },
      timestamp: false,
      formatters: {
        level: (label) => ({ level: label.toUpperCase() }),
        // pino takes an object with `method`, `headers` and `socket` for a request and rewrites it; a box has none.
        log: (box) => box.members as Record<string, unknown>,
      },
    },
    {
      write(text) {
        line = text;
      },
    },
  );
  return (level, members) => {
    logger[pinoLevels[level]]({ members });
    return line;
  };
}
