import type { SettingSource } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';
import { askLoopback } from '../execution/loopback-request.ts';

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html */
const DEFAULT_PORT = '2773';
const TIMEOUT_MS = 3_000;

const services = {
  parameters: (name: string) => `/systemsmanager/parameters/get?name=${encodeURIComponent(name)}&withDecryption=true`,
  secrets: (name: string) => `/secretsmanager/get?secretId=${encodeURIComponent(name)}`,
} as const;

export interface ExtensionSourceOptions {
  /** Parameter Store or Secrets Manager. */
  readonly service: keyof typeof services;
  /** Has `AWS_SESSION_TOKEN` and, if changed, `PARAMETERS_SECRETS_EXTENSION_HTTP_PORT`. Default: `process.env`. */
  readonly variables?: Variables | undefined;
}

/**
 * Values by way of the AWS Parameters and Secrets Lambda Extension, a layer that signs and caches. It answers while an
 * invocation is under way only, so a start-up stage that runs before the first one must not read from it.
 */
export function secretsExtension({ service, variables = process.env }: ExtensionSourceOptions): SettingSource {
  if (!Object.hasOwn(services, service)) throw new TypeError('service is parameters or secrets.');
  return async (names) => {
    const values = names.map(async (name) => [name, await read(service, name, variables)] as const);
    return Object.fromEntries(await Promise.all(values));
  };
}

async function read(service: keyof typeof services, name: string, variables: Variables): Promise<string | undefined> {
  const port = variables.PARAMETERS_SECRETS_EXTENSION_HTTP_PORT ?? DEFAULT_PORT;
  const { status, body } = await askLoopback({
    method: 'GET',
    address: `localhost:${port}`,
    path: services[service](name),
    headers: { 'x-aws-parameters-secrets-token': variables.AWS_SESSION_TOKEN ?? '' },
    timeoutMs: TIMEOUT_MS,
  });
  // The extension passes the service's refusal on in words of its own.
  if (status === 400 && /ParameterNotFound|ResourceNotFoundException/.test(body)) return undefined;
  if (status !== 200) throw new Error(`The secrets extension answered with status ${status}.`);
  const answer = JSON.parse(body) as {
    readonly Parameter?: { readonly Value?: string };
    readonly SecretString?: string;
    readonly SecretBinary?: string;
  };
  return answer.Parameter?.Value ?? answer.SecretString ?? answer.SecretBinary;
}
