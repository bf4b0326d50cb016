import type { AwsClient, SettingSource } from '@hearthgate/contracts';

/** What GetParameters takes in one call. */
const MAX_NAMES = 10;
const RETRIES = 2;

export interface AwsSourceOptions {
  /** Makes the signed client, for instance `() => http.getAwsClient({ service: 'ssm' })`. Called on first use. */
  readonly client: () => Pick<AwsClient, 'request'>;
}

/** Values of SSM Parameter Store, decrypted: `ssm:GetParameters`, and `kms:Decrypt` for a key of your own. */
export function parameterStore(options: AwsSourceOptions): SettingSource {
  const call = caller(options);
  return async (names) => {
    const batches = Array.from({ length: Math.ceil(names.length / MAX_NAMES) }, (_, index) =>
      names.slice(index * MAX_NAMES, (index + 1) * MAX_NAMES),
    );
    const answers = await Promise.all(
      batches.map((batch) => call('GetParameters', { Names: batch, WithDecryption: true })),
    );
    const found = answers.flatMap(({ body }) => (body.Parameters ?? []) as readonly Parameter[]);
    return Object.fromEntries(names.map((name) => [name, found.find((one) => isNamed(one, name))?.Value]));
  };
}

/** Values of Secrets Manager, the current version: `secretsmanager:GetSecretValue`. Binary ones come in base64. */
export function secretsManager(options: AwsSourceOptions): SettingSource {
  const call = caller(options);
  return async (names) => {
    const values = names.map(async (SecretId) => {
      const { body, missing } = await call('GetSecretValue', { SecretId }, 'ResourceNotFoundException');
      return [
        SecretId,
        missing ? undefined : ((body.SecretString ?? body.SecretBinary) as string | undefined),
      ] as const;
    });
    return Object.fromEntries(await Promise.all(values));
  };
}

interface Parameter {
  readonly Name?: string;
  readonly ARN?: string;
  readonly Selector?: string;
  readonly Value?: string;
}

interface ServiceAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** Whether the service answered that there is no such thing. */
  readonly missing: boolean;
}

/**
 * Asked for by ARN or with a version or label, a parameter is answered under another name than it was asked for by. What
 * was asked for with a selector is told by it, since the same parameter may be there without one too.
 */
function isNamed({ Name = '', ARN = '', Selector = '' }: Parameter, name: string): boolean {
  return name === Name + Selector || name === ARN + Selector;
}

function caller({ client: create }: AwsSourceOptions) {
  let client: Pick<AwsClient, 'request'> | undefined;
  return async (action: string, body: object, missingType?: string): Promise<ServiceAnswer> => {
    client ??= create();
    // Reading is safe to repeat, though it is a POST.
    const answer = await client.request({ action, body, idempotent: true, retries: RETRIES });
    const parsed = parse(answer.body);
    if (answer.status === 200) return { body: parsed, missing: false };
    // `com.amazonaws.ssm#Type` or `Type`.
    const type = String(parsed.__type ?? 'an error without a type').replace(/^.*#/, '');
    if (type === missingType) return { body: {}, missing: true };
    throw new Error(`${action} was answered with ${answer.status} ${type}.`);
  };
}

function parse(text: unknown): Readonly<Record<string, unknown>> {
  try {
    return JSON.parse(String(text)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
