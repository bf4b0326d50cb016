import type { LoggingGateway } from '@hearthgate/contracts';
import type { Environment, Variables } from '@hearthgate/kernel';
import { createTestEnvironment } from '@hearthgate/testing';
import { createLoggingGateway, type LoggingOptions, type LoggingPorts } from '../src/index.ts';

export interface Captured {
  readonly logging: LoggingGateway;
  readonly environment: Environment & ReturnType<typeof createTestEnvironment>;
  /** The lines as they were written. */
  readonly text: string[];
  /** The lines parsed, each checked to be one JSON object on a line of its own. */
  lines(): Record<string, unknown>[];
  last(): Record<string, unknown>;
}

export interface CaptureOptions extends LoggingOptions {
  readonly variables?: Variables;
  readonly peers?: Partial<LoggingPorts>;
}

/** A logging gateway whose lines are kept. */
export function captureLogging({ variables, peers, ...options }: CaptureOptions = {}): Captured {
  const text: string[] = [];
  const environment = createTestEnvironment({ variables });
  const destination = { write: (line: string) => void text.push(line) };
  const logging = createLoggingGateway({ destination, ...options }, { environment, peers });
  const lines = () => text.map(parseLine);
  return {
    logging,
    environment,
    text,
    lines,
    last() {
      const line = lines().at(-1);
      if (line === undefined) throw new Error('No line was written.');
      return line;
    },
  };
}

/** Throws unless the text is exactly one JSON object and a line feed. */
export function parseLine(text: string): Record<string, unknown> {
  if (text.indexOf('\n') !== text.length - 1) throw new Error(`Not one line: ${JSON.stringify(text)}`);
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`No object: ${text}`);
  return value as Record<string, unknown>;
}
