import type { GetConfigParams, StandardSchema, StandardSchemaIssue } from '@hearthgate/contracts';
import { GatewayError, hasCode, type Variables } from '@hearthgate/kernel';
import { describeConfigIssues } from './config-issues.ts';
import type { InitializationPorts } from './ports.ts';

export const DEFAULT_CONFIG_TTL_MS = 300_000;

/** Lambda's runtime sets it anew for every invocation; it is no setting, and would make every fingerprint a new one. */
const NOT_SETTINGS = new Set(['_X_AMZN_TRACE_ID']);

type ConfigPorts = Pick<InitializationPorts, 'cache' | 'security' | 'utility'>;

/**
 * Configuration from environment variables, validated once per state of the variables.
 *
 * @throws GatewayError `INITIALIZATION_INVALID_CONFIG`, and what the schema itself throws.
 */
export async function readConfig<Output>(
  params: GetConfigParams<Output>,
  variables: Variables,
  peers: ConfigPorts,
): Promise<Output> {
  const { name, schema, ttlMs = DEFAULT_CONFIG_TTL_MS } = checked(params);
  const settings = settingsOf(variables);
  const key = `config:${name}:${peers.utility.hash({ value: settings })}`;
  // In a member, because a cache holds no `undefined`, which is a fine configuration.
  const create = async () => ({ config: await validate(name, schema, settings, peers) });
  try {
    return (await peers.cache.getOrSet({ key, ttlMs, create })).config;
  } catch (error) {
    if (hasCode(error, 'INITIALIZATION_INVALID_CONFIG')) throw error;
    // Perhaps the cache itself failed. That costs time, never the configuration.
    return (await create()).config;
  }
}

function checked<Output>(params: GetConfigParams<Output>): GetConfigParams<Output> {
  const { name, schema, ttlMs } = params;
  if (typeof name !== 'string' || name === '') {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'getConfig needs name, a text that says what is configured.');
  }
  if (typeof schema?.['~standard']?.validate !== 'function') {
    const message = 'getConfig needs schema, a Standard Schema, such as one of zod, valibot or arktype.';
    throw new GatewayError('KERNEL_INVALID_PARAMS', message);
  }
  if (ttlMs !== undefined && !(Number.isFinite(ttlMs) && ttlMs > 0)) {
    throw new GatewayError('KERNEL_INVALID_PARAMS', 'ttlMs of getConfig is a positive number of milliseconds.');
  }
  return params;
}

/** In order of their names, so that the same settings have the same fingerprint. */
function settingsOf(variables: Variables): Record<string, string> {
  const settings = Object.entries(variables).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !NOT_SETTINGS.has(entry[0]),
  );
  return Object.fromEntries(settings.sort(([left], [right]) => (left < right ? -1 : 1)));
}

async function validate<Output>(
  name: string,
  schema: StandardSchema<Output>,
  settings: Record<string, string>,
  { security }: ConfigPorts,
): Promise<Output> {
  let issues: readonly StandardSchemaIssue[] | undefined;
  // Looks over the schema's shoulder: the validating peer tells of problems in a text of its own.
  const observed: StandardSchema<Output> = {
    '~standard': {
      version: 1,
      vendor: schema['~standard'].vendor,
      validate: async (input) => {
        const result = await schema['~standard'].validate(input);
        issues = result.issues;
        return result;
      },
    },
  };
  try {
    return await security.validateInput({ schema: observed, input: settings });
  } catch (error) {
    if (issues === undefined) throw error;
    const message = `Configuration ${name}: ${describeConfigIssues(issues, settings)}.`;
    // Without the cause: its text may quote a value.
    throw new GatewayError('INITIALIZATION_INVALID_CONFIG', message, { data: { name } });
  }
}
