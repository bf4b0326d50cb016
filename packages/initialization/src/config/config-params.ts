import type { GetConfigParams, SettingReference } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';

export const DEFAULT_CONFIG_TTL_MS = 300_000;

/** @throws GatewayError `KERNEL_INVALID_PARAMS` that says what is wrong. */
export function checkConfigParams<Output>(params: GetConfigParams<Output>): GetConfigParams<Output> {
  const { name, schema, ttlMs, from, references } = params;
  if (typeof name !== 'string' || name === '') {
    throw invalid('getConfig needs name, a text that says what is configured.');
  }
  if (typeof schema?.['~standard']?.validate !== 'function') {
    throw invalid('getConfig needs schema, a Standard Schema, such as one of zod, valibot or arktype.');
  }
  checkTtl('getConfig', ttlMs);
  if (references !== undefined && (typeof references !== 'string' || references === '')) {
    throw invalid('references of getConfig is what the names of settings begin with, such as APP_.');
  }
  if (from !== undefined && (typeof from !== 'object' || from === null)) {
    throw invalid('from of getConfig names, for each setting, a source and a name.');
  }
  for (const [setting, reference] of Object.entries(from ?? {})) checkReference(`from.${setting}`, reference);
  return params;
}

export function checkTtl(operation: string, ttlMs: number | undefined): void {
  if (ttlMs === undefined || (Number.isFinite(ttlMs) && ttlMs > 0)) return;
  throw invalid(`ttlMs of ${operation} is a positive number of milliseconds.`);
}

export function checkReference(what: string, reference: SettingReference): void {
  const isText = (value: unknown) => typeof value === 'string' && value !== '';
  if (isText(reference?.source) && isText(reference.name) && (reference.field === undefined || isText(reference.field)))
    return;
  throw invalid(`${what} needs source and name, and takes field: texts that are not empty.`);
}

function invalid(message: string): GatewayError {
  return new GatewayError('KERNEL_INVALID_PARAMS', message);
}
