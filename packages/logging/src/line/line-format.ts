import type { LogLevel } from '@hearthgate/contracts';
import { type Logger, pino } from 'pino';

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
  const write = (text: string) => {
    line = text;
  };
  let logger: Logger<never, false> | undefined;
  return (level, members) => {
    // With the first line that needs it: most environments write none.
    logger ??= createLogger(serviceName, write);
    logger[pinoLevels[level]]({ members });
    return line;
  };
}

function createLogger(serviceName: string, write: (text: string) => void): Logger<never, false> {
  return pino<never, false>(
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
    { write },
  );
}
