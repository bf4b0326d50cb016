import type { RegisterStageParams } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

export const DEFAULT_STAGE_TIMEOUT_MS = 5_000;

/** A stage with its defaults filled in. */
export interface Stage extends RegisterStageParams {
  readonly after: readonly string[];
  readonly required: boolean;
  readonly timeoutMs: number;
}

/**
 * A stage as it will run.
 *
 * @throws GatewayError `KERNEL_INVALID_PARAMS` that says what the stage lacks.
 */
export function toStage(params: RegisterStageParams): Stage {
  const { name, run, after = [], required = true, timeoutMs = DEFAULT_STAGE_TIMEOUT_MS, cleanup, resume } = params;
  if (typeof name !== 'string' || name === '') throw invalid('A stage needs a name.');
  if (typeof run !== 'function') throw invalid(`Stage "${name}" needs run, a function.`);
  if (!Array.isArray(after) || after.some((other) => typeof other !== 'string')) {
    throw invalid(`Stage "${name}": after is a list of stage names.`);
  }
  if (typeof required !== 'boolean') throw invalid(`Stage "${name}": required is true or false.`);
  if (!(Number.isFinite(timeoutMs) && timeoutMs > 0)) {
    throw invalid(`Stage "${name}": timeoutMs is a positive number of milliseconds.`);
  }
  if (cleanup !== undefined && typeof cleanup !== 'function') {
    throw invalid(`Stage "${name}": cleanup is a function.`);
  }
  if (resume !== undefined && typeof resume !== 'function') throw invalid(`Stage "${name}": resume is a function.`);
  const ends = { ...(cleanup && { cleanup }), ...(resume && { resume }) };
  return { name, run, after: [...new Set(after)], required, timeoutMs, ...ends };
}

function invalid(message: string): GatewayError {
  return new GatewayError('KERNEL_INVALID_PARAMS', message);
}
