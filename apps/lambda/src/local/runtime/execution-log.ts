import { errorPayloadOf, type Invocation } from '../invocation.ts';
import { MAX_LOG_TAIL_BYTES } from '../invoke-api/payload-limits.ts';
import { FUNCTION_VERSION } from './function-variables.ts';

/** The log of one invocation as CloudWatch shows it: the function's lines between START and REPORT. */
export function executionLog(invocation: Invocation): string {
  const { requestId, outcome, logLines } = invocation;
  const platformError =
    outcome.kind === 'timed-out' || outcome.kind === 'runtime-exited'
      ? errorPayloadOf(invocation)?.errorMessage
      : undefined;
  return [
    `START RequestId: ${requestId} Version: ${FUNCTION_VERSION}`,
    ...logLines,
    ...(platformError === undefined ? [] : [platformError]),
    `END RequestId: ${requestId}`,
    reportLine(invocation),
    '',
  ].join('\n');
}

/** The last 4 KB of a text, from the beginning of a character. */
export function logTail(log: string): Buffer {
  const bytes = Buffer.from(log, 'utf8');
  let start = Math.max(0, bytes.length - MAX_LOG_TAIL_BYTES);
  while (start < bytes.length && isContinuationByte(bytes[start])) start += 1;
  return bytes.subarray(start);
}

function reportLine({ requestId, durationMs, initDurationMs, memorySizeMb, maxMemoryUsedMb }: Invocation): string {
  return [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${durationMs.toFixed(2)} ms`,
    // Since August 2025 start-up is billed as well.
    `Billed Duration: ${Math.ceil(durationMs + (initDurationMs ?? 0))} ms`,
    `Memory Size: ${memorySizeMb} MB`,
    ...(maxMemoryUsedMb === undefined ? [] : [`Max Memory Used: ${maxMemoryUsedMb} MB`]),
    ...(initDurationMs === undefined ? [] : [`Init Duration: ${initDurationMs.toFixed(2)} ms`]),
  ].join('\t');
}

function isContinuationByte(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0b1100_0000) === 0b1000_0000;
}
