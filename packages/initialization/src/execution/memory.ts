import type { MemoryStatus } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';

const BYTES_PER_MEGABYTE = 1_048_576;

/** Memory of the process, against the limit that Lambda announces in `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` (megabytes). */
export function readMemory(variables: Variables): MemoryStatus {
  const { rss, heapUsed } = process.memoryUsage();
  const limitMegabytes = Number(variables.AWS_LAMBDA_FUNCTION_MEMORY_SIZE);
  if (!(Number.isFinite(limitMegabytes) && limitMegabytes > 0)) return { residentBytes: rss, heapUsedBytes: heapUsed };
  const limitBytes = limitMegabytes * BYTES_PER_MEGABYTE;
  return { residentBytes: rss, heapUsedBytes: heapUsed, limitBytes, usedRatio: Math.min(1, rss / limitBytes) };
}
