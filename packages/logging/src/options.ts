import type { LogLevel } from '@hearthgate/contracts';
import { GatewayError, redactText, type Variables } from '@hearthgate/kernel';
import { parseLevel, severityOf } from './level.ts';
import type { Destination } from './output/destination.ts';

/** Names of Lambda functions have at most 64 characters; longer names of services are cut. */
const MAX_NAME_LENGTH = 256;

export interface LoggingOptions {
  /**
   * Least severe level that is written: debug, info, warn or warning, error, critical or fatal, in any case.
   * Default: the variable `LOG_LEVEL`, else `AWS_LAMBDA_LOG_LEVEL`, which Lambda sets, else `info`. A wrong one falls back to `info` and leaves a warning.
   */
  readonly level?: LogLevel | (string & {}) | undefined;
  /**
   * Share of invocations, 0 to 1, whose lines are all written, whatever the level. Default: the variable
   * `LOG_SAMPLE_RATE`, else 0.
   */
  readonly sampleRate?: number | undefined;
  /**
   * Bytes of lines below the level that an invocation keeps, the newest; they are written when it fails: with a line of
   * level `error` or `critical`, or a closing line with a cause. Default 20,480; 0 keeps none.
   */
  readonly maxBufferBytes?: number | undefined;
  /**
   * How long the same line (level, message, data and error) is counted within an invocation in place of being written
   * again, in milliseconds. Default 60,000; 0 writes every line.
   */
  readonly foldMs?: number | undefined;
  /** Members of every line. Default none. */
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
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
  /** How many frames of the stack are told of an error without a code. Default 5; 0 tells none. */
  readonly maxStackFrames?: number | undefined;
}

/** @internal What can be changed while the gateway runs. */
export interface LoggingTuning {
  readonly level: LogLevel;
  readonly sampleRate: number;
  readonly maxBufferBytes: number;
  readonly foldMs: number;
  readonly maxLinesPerInvocation: number;
}

/** @internal Options with their defaults in place. */
export interface LoggingSettings {
  readonly tuning: LoggingTuning;
  /** What is wrong with the level that was asked for, said with the first line. */
  readonly levelWarning: string | undefined;
  readonly serviceName: string;
  readonly maxEntries: number;
  readonly maxLineBytes: number;
  readonly maxStackFrames: number;
}

/** @internal Reads options and variables. Throws `LOGGING_INVALID_OPTIONS`. */
export function readSettings(options: LoggingOptions, variables: Variables): LoggingSettings {
  const asked = options.level ?? (variables.LOG_LEVEL || variables.AWS_LAMBDA_LOG_LEVEL || undefined);
  const level = parseLevel(asked ?? 'info');
  const serviceName = options.serviceName ?? (variables.AWS_LAMBDA_FUNCTION_NAME || 'hearthgate');
  return {
    tuning: checkTuning({
      level: level ?? 'info',
      sampleRate: options.sampleRate ?? Number(variables.LOG_SAMPLE_RATE || 0),
      maxBufferBytes: options.maxBufferBytes ?? 20_480,
      foldMs: options.foldMs ?? 60_000,
      maxLinesPerInvocation: options.maxLinesPerInvocation ?? 1_000,
    }),
    levelWarning: warningOf(asked, level, variables.AWS_LAMBDA_LOG_LEVEL),
    serviceName: redactText(serviceName).slice(0, MAX_NAME_LENGTH),
    maxEntries: wholeNumber('maxEntries', options.maxEntries ?? 200, 0),
    maxLineBytes: wholeNumber('maxLineBytes', options.maxLineBytes ?? 200_000, 4_000),
    maxStackFrames: wholeNumber('maxStackFrames', options.maxStackFrames ?? 5, 0),
  };
}

function warningOf(asked: unknown, level: LogLevel | undefined, lambdaText: string | undefined): string | undefined {
  if (level === undefined) {
    const levels = 'debug, info, warning, error and critical';
    return `${JSON.stringify(String(asked))} is no log level, so info is used; levels are ${levels}.`;
  }
  const lambdaLevel = parseLevel(lambdaText);
  if (lambdaLevel === undefined || severityOf[lambdaLevel] <= severityOf[level]) return undefined;
  return `Lambda drops lines below ${lambdaLevel}, so ${level} shows no more; change the log level of the function.`;
}

/** @internal Throws `LOGGING_INVALID_OPTIONS`. */
export function checkTuning(tuning: LoggingTuning): LoggingTuning {
  const { level, sampleRate, maxBufferBytes, foldMs, maxLinesPerInvocation } = tuning;
  if (!(typeof sampleRate === 'number' && sampleRate >= 0 && sampleRate <= 1)) {
    throw new GatewayError(
      'LOGGING_INVALID_OPTIONS',
      `sampleRate is a number from 0 to 1; it was ${String(sampleRate)}.`,
    );
  }
  return {
    level,
    sampleRate,
    maxBufferBytes: wholeNumber('maxBufferBytes', maxBufferBytes, 0),
    foldMs: wholeNumber('foldMs', foldMs, 0),
    maxLinesPerInvocation: wholeNumber('maxLinesPerInvocation', maxLinesPerInvocation, 1),
  };
}

function wholeNumber(name: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new GatewayError(
    'LOGGING_INVALID_OPTIONS',
    `${name} is a whole number from ${least}; it was ${String(value)}.`,
  );
}
