import type { LogLevel } from '@hearthgate/contracts';
import { GatewayError, redactText, type Variables } from '@hearthgate/kernel';
import type { Destination } from './destination.ts';
import { parseLevel } from './level.ts';

/** Names of Lambda functions have at most 64 characters; longer names of services are cut. */
const MAX_NAME_LENGTH = 256;

export interface LoggingOptions {
  /**
   * Least severe level that is written: debug, info, warn or warning, error, critical or fatal, in any case.
   * Default: the variable `LOG_LEVEL`, else `info`. A wrong one falls back to `info` and leaves a warning.
   */
  readonly level?: LogLevel | (string & {}) | undefined;
  /** The member `service` of each line. Default: the variable `AWS_LAMBDA_FUNCTION_NAME`, else `hearthgate`. */
  readonly serviceName?: string | undefined;
  /** Where lines go. Default: standard output, synchronously. */
  readonly destination?: Destination | undefined;
  /** How many recent entries `getEntries` can answer from. Default 200; 0 keeps none. */
  readonly maxEntries?: number | undefined;
  /**
   * How many lines below `error`, and how many from `error` up, one invocation may write. Default 1,000 each. The
   * closing line and documents are not counted.
   */
  readonly maxLinesPerInvocation?: number | undefined;
  /**
   * Longest line in bytes; a longer one is shortened and says so. Default 200,000: below 256 KB, which is what
   * CloudWatch took as one event until 2025, and what tools that read from it still take. At least 4,000.
   */
  readonly maxLineBytes?: number | undefined;
}

/** @internal Options with their defaults in place. */
export interface LoggingSettings {
  readonly level: LogLevel;
  /** What was asked for in place of a level, if it names none. */
  readonly unknownLevel: string | undefined;
  readonly serviceName: string;
  readonly maxEntries: number;
  readonly maxLinesPerInvocation: number;
  readonly maxLineBytes: number;
}

/** @internal Reads options and variables. Throws `LOGGING_INVALID_OPTIONS`. */
export function readSettings(options: LoggingOptions, variables: Variables): LoggingSettings {
  const asked = options.level ?? (variables.LOG_LEVEL || undefined);
  const level = parseLevel(asked ?? 'info');
  const serviceName = options.serviceName ?? (variables.AWS_LAMBDA_FUNCTION_NAME || 'hearthgate');
  return {
    level: level ?? 'info',
    unknownLevel: level === undefined ? String(asked) : undefined,
    serviceName: redactText(serviceName).slice(0, MAX_NAME_LENGTH),
    maxEntries: wholeNumber('maxEntries', options.maxEntries ?? 200, 0),
    maxLinesPerInvocation: wholeNumber('maxLinesPerInvocation', options.maxLinesPerInvocation ?? 1_000, 1),
    maxLineBytes: wholeNumber('maxLineBytes', options.maxLineBytes ?? 200_000, 4_000),
  };
}

function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new GatewayError(
    'LOGGING_INVALID_OPTIONS',
    `${name} is a whole number from ${least}; it was ${String(value)}.`,
  );
}
