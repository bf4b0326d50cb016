import type { Environment } from '@hearthgate/kernel';
import { spentMs } from '../bridge/deadline.ts';
import { type Finding, failed, ok, skipped, warning } from './check.ts';
import type { Place } from './report.ts';

/** Alexa waits 8 s, and the answer has to be written after the home had its time. */
const LEAST_TIMEOUT_MS = 10_000;
/** What a default of 3 s or less leaves for the home is not enough for a cold start. */
const FAR_TOO_SHORT_MS = 4_000;
const LEAST_MEMORY_MB = 128;
const GOOD_MEMORY_MB = 256;

/** Whether the function has time and memory enough. Known inside of it only. */
export function checkFunction(environment: Environment, place: Place, remainingMs: () => number): Finding {
  const memoryMb = Number(environment.variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE ?? Number.NaN);
  if (place === 'command-line' || Number.isNaN(memoryMb) || remainingMs() === Infinity) {
    return skipped(
      'Only the function itself knows its timeout and memory.',
      'They should be 10 s or more, and 128 MB or more (256 MB starts faster).',
      'In the AWS console: Lambda, your function, Configuration, General configuration. Or test the function with {"hearthgate":"diagnostics","check":"homes"}.',
    );
  }
  // Lambda counts from a little before the handler.
  const timeoutMs = Math.ceil((remainingMs() + spentMs(environment)) / 1_000) * 1_000;
  const saw = `Timeout ${timeoutMs / 1_000} s, memory ${memoryMb} MB.`;
  const where = 'Lambda, your function, Configuration, General configuration';
  if (timeoutMs <= FAR_TOO_SHORT_MS) {
    return failed(
      saw,
      'With so little time, a first call or a slow home ends in "the device does not respond".',
      `Set the timeout to 10 s or more (${where}).`,
    );
  }
  if (timeoutMs < LEAST_TIMEOUT_MS) {
    return warning(
      saw,
      'Alexa waits 8 s; the function ends before it could answer that the home was too slow.',
      `Set the timeout to 10 s or more (${where}).`,
    );
  }
  if (memoryMb < LEAST_MEMORY_MB)
    return failed(saw, 'The function needs 128 MB.', `Set the memory to 128 MB or more (${where}).`);
  return ok(saw, memoryMb < GOOD_MEMORY_MB ? 'Enough; with 256 MB it starts faster.' : 'Enough of both.');
}
