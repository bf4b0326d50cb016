import type { AwsClient, SettingSource } from '@hearthgate/contracts';

/** What GetParameters takes in one call. */
const MAX_NAMES = 10;
const RETRIES = 2;
/** As many parameters below one path as are read: a thousand; more is a mistake that would cost every start-up. */
const MAX_PAGES = 100;
/** No name of a secret has one, so what follows it is a stage or a version. */
const VERSION_MARK = '#';
const VERSION_ID = /^[\da-f-]{32,64}$/i;

export interface AwsSourceOptions {
  /** Makes the signed client, for instance `() => http.getAwsClient({ service: 'ssm' })`. Called on first use. */
  readonly client: () => Pick<AwsClient, 'request'>;
}

/**
 * Values of SSM Parameter Store, decrypted: `ssm:GetParameters`, and `kms:Decrypt` for a key of your own. A name that ends
 * with `/` is a path (`ssm:GetParametersByPath`): its value is a JSON object of all that is below it, by the rest of the
 * name, from which `field` takes one.
 */
export function parameterStore(options: AwsSourceOptions): SettingSource {
  const call = caller(options);
  return async (names) => {
    const paths = names.filter((name) => name.endsWith('/'));
    const below = Promise.all(paths.map(async (path) => [path, await allBelow(path, call)] as const));
    const single = valuesOf(
      names.filter((name) => !name.endsWith('/')),
      call,
    );
    return { ...(await single), ...Object.fromEntries(await below) };
  };
}

async function valuesOf(names: readonly string[], call: Caller): Promise<Record<string, string | undefined>> {
  const batches = Array.from({ length: Math.ceil(names.length / MAX_NAMES) }, (_, index) =>
    names.slice(index * MAX_NAMES, (index + 1) * MAX_NAMES),
  );
  const answers = await Promise.all(
    batches.map((batch) => call('GetParameters', { Names: batch, WithDecryption: true })),
  );
  const found = answers.flatMap(({ body }) => (body.Parameters ?? []) as readonly Parameter[]);
  return Object.fromEntries(names.map((name) => [name, found.find((one) => isNamed(one, name))?.Value]));
}

/** `undefined` when there is nothing, as for a name that does not exist. */
async function allBelow(path: string, call: Caller): Promise<string | undefined> {
  const Path = path === '/' ? path : path.slice(0, -1);
  const found: Record<string, string> = Object.create(null);
  let next: { readonly NextToken?: unknown } = {};
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const { body } = await call('GetParametersByPath', { Path, Recursive: true, WithDecryption: true, ...next });
    for (const { Name = '', Value = '' } of (body.Parameters ?? []) as readonly Parameter[]) {
      found[Name.startsWith(path) ? Name.slice(path.length) : Name] = Value;
    }
    if (typeof body.NextToken !== 'string' || body.NextToken === '') {
      return Object.keys(found).length === 0 ? undefined : JSON.stringify(found);
    }
    next = { NextToken: body.NextToken };
  }
  throw new Error(`Below ${path} are more parameters than are read; name a longer path.`);
}

/**
 * Values of Secrets Manager, the current version, or the stage or version that follows `#`: `token#AWSPREVIOUS`. Needs
 * `secretsmanager:GetSecretValue`. Binary ones come in base64.
 */
export function secretsManager(options: AwsSourceOptions): SettingSource {
  const call = caller(options);
  return async (names) => {
    const values = names.map(async (name) => {
      const { body, missing } = await call('GetSecretValue', secretOf(name), 'ResourceNotFoundException');
      return [name, missing ? undefined : ((body.SecretString ?? body.SecretBinary) as string | undefined)] as const;
    });
    return Object.fromEntries(await Promise.all(values));
  };
}

function secretOf(name: string): object {
  const [SecretId, version] = name.split(VERSION_MARK, 2);
  if (version === undefined || version === '') return { SecretId };
  return VERSION_ID.test(version) ? { SecretId, VersionId: version } : { SecretId, VersionStage: version };
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

type Caller = (action: string, body: object, missingType?: string) => Promise<ServiceAnswer>;

function caller({ client: create }: AwsSourceOptions): Caller {
  let client: Pick<AwsClient, 'request'> | undefined;
  return async (action, body, missingType) => {
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
