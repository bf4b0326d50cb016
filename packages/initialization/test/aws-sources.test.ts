import { createTestEnvironment } from '@hearthgate/testing';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AwsSourceOptions,
  createInitializationGateway,
  parameterStore,
  secretsExtension,
  secretsManager,
} from '../src/index.ts';
import { type StandInServer, startServer } from './extensions-api.ts';

const TOKEN = 'session-token';
const parameters: Record<string, string> = { '/app/port': '8123', '/app/über uns': 'später' };
for (let index = 0; index < 25; index += 1) parameters[`/many/${index}`] = `value ${index}`;

let server: StandInServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** SSM and Secrets Manager as their API references describe them (JSON 1.1). */
function startServices(status?: number): Promise<StandInServer> {
  return startServer(({ headers, body }, response) => {
    const asked = JSON.parse(body) as {
      Names?: string[];
      Path?: string;
      Recursive?: boolean;
      NextToken?: string;
      WithDecryption?: boolean;
      SecretId?: string;
      VersionStage?: string;
      VersionId?: string;
    };
    const answer = (code: number, value: object) => response.writeHead(code).end(JSON.stringify(value));
    if (status !== undefined) return answer(status, { __type: 'com.amazonaws#AccessDeniedException' });
    if (asked.Names !== undefined) {
      if (asked.Names.length > 10 || asked.WithDecryption !== true)
        return answer(400, { __type: 'ValidationException' });
      const known = asked.Names.filter((name) => Object.hasOwn(parameters, name.replace(/:\d+$/, '')));
      const Parameters = known.map((name) => {
        const [Name = '', version] = name.split(':');
        const Selector = version === undefined ? undefined : `:${version}`;
        const Value = version === undefined ? parameters[Name] : `${parameters[Name]} in version ${version}`;
        return { Name, Selector, ARN: `arn:aws:ssm:eu-west-1:1:parameter${Name}`, Value };
      });
      return answer(200, { Parameters, InvalidParameters: [] });
    }
    if (asked.Path !== undefined) {
      if (asked.WithDecryption !== true || asked.Recursive !== true || /.\/$/.test(asked.Path))
        return answer(400, { __type: 'ValidationException' });
      const below = Object.keys(parameters).filter((name) => name.startsWith(`${asked.Path}/`));
      const start = Number(asked.NextToken ?? 0);
      const Parameters = below.slice(start, start + 10).map((Name) => ({ Name, Value: parameters[Name] }));
      const NextToken = start + 10 < below.length ? String(start + 10) : undefined;
      return answer(200, { Parameters, NextToken });
    }
    const { VersionStage, VersionId } = asked;
    if (asked.SecretId === 'turning') return answer(200, { SecretString: JSON.stringify({ VersionStage, VersionId }) });
    if (asked.SecretId === 'text') return answer(200, { SecretString: '{"a":"b"}' });
    if (asked.SecretId === 'bytes') return answer(200, { SecretBinary: 'AAEC' });
    return answer(400, { __type: 'ResourceNotFoundException', target: headers['x-amz-target'] });
  });
}

/** A client as http-client makes it, less the signature. */
function clientOf({ address }: StandInServer): AwsSourceOptions {
  const request = async ({ action, body }: { action?: string | undefined; body?: unknown }) => {
    const response = await fetch(`http://${address}/`, {
      method: 'POST',
      headers: { 'x-amz-target': String(action) },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: {}, body: await response.text(), fromCache: false, durationMs: 1 };
  };
  return { client: () => ({ request }) as never };
}

describe('Parameter Store', () => {
  it('is read decrypted, ten names a call', async () => {
    server = await startServices();
    const names = Object.keys(parameters).filter((name) => name.startsWith('/many/'));
    const values = await parameterStore(clientOf(server))([...names, '/nothing']);
    expect(values).toEqual({
      ...Object.fromEntries(names.map((name) => [name, parameters[name]])),
      '/nothing': undefined,
    });
    expect(server.seen).toHaveLength(3);
  });

  it('knows a parameter by version too', async () => {
    server = await startServices();
    expect(await parameterStore(clientOf(server))(['/app/port:3', '/app/port', '/app/port:2'])).toEqual({
      '/app/port:3': '8123 in version 3',
      '/app/port': '8123',
      '/app/port:2': '8123 in version 2',
    });
  });

  it('is read by path too, page by page, as one JSON object', async () => {
    server = await startServices();
    const values = await parameterStore(clientOf(server))(['/many/', '/app/port', '/nothing/']);
    expect(Object.keys(values)).toHaveLength(3);
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [String(index), `value ${index}`]));
    expect(JSON.parse(String(values['/many/']))).toEqual(many);
    expect(values).toMatchObject({ '/app/port': '8123', '/nothing/': undefined });
  });

  it('gives a member of a path to a setting, and hides all that came with it', async () => {
    server = await startServices();
    const environment = createTestEnvironment();
    const sources = { store: parameterStore(clientOf(server)) };
    const { getSecret } = createInitializationGateway({ sources }, { environment }).operations;
    expect(await getSecret({ source: 'store', name: '/many/', field: '12' })).toBe('value 12');
    await getSecret({ source: 'store', name: '/many/' });
    expect([...environment.secrets]).toContain('value 13');
  });

  it('says which call was refused and how, not what it carried', async () => {
    server = await startServices(400);
    await expect(parameterStore(clientOf(server))(['/app/port'])).rejects.toThrow(
      'GetParameters was answered with 400 AccessDeniedException.',
    );
  });
});

describe('Secrets Manager', () => {
  it('is read as text, or base64 of bytes; a secret that is not there has no value', async () => {
    server = await startServices();
    expect(await secretsManager(clientOf(server))(['text', 'bytes', 'gone'])).toEqual({
      text: '{"a":"b"}',
      bytes: 'AAEC',
      gone: undefined,
    });
  });

  it('is read in the stage or the version that a name asks for', async () => {
    server = await startServices();
    const versionId = '0f3a2b6c-8f2f-4b8e-9a53-2b6cc7b0c111';
    const values = await secretsManager(clientOf(server))(['turning', 'turning#AWSPREVIOUS', `turning#${versionId}`]);
    expect(values).toEqual({
      turning: '{}',
      'turning#AWSPREVIOUS': '{"VersionStage":"AWSPREVIOUS"}',
      [`turning#${versionId}`]: JSON.stringify({ VersionId: versionId }),
    });
  });

  it('is out when it refuses', async () => {
    server = await startServices(403);
    await expect(secretsManager(clientOf(server))(['text'])).rejects.toThrow('403 AccessDeniedException');
  });
});

describe('the Parameters and Secrets Lambda Extension', () => {
  async function start() {
    server = await startServer(({ call, headers }, response) => {
      const answer = (code: number, value: object) => response.writeHead(code).end(JSON.stringify(value));
      if (headers['x-aws-parameters-secrets-token'] !== TOKEN) return answer(401, {});
      const url = new URL(call.replace('GET ', 'http://localhost'));
      const name = url.searchParams.get('name') ?? '';
      if (url.pathname === '/systemsmanager/parameters/get' && url.searchParams.get('withDecryption') === 'true') {
        if (!Object.hasOwn(parameters, name)) return answer(400, { message: 'an error (ParameterNotFound)' });
        return answer(200, { Parameter: { Name: name, Value: parameters[name] } });
      }
      if (url.pathname !== '/secretsmanager/get') return answer(404, {});
      return answer(200, { SecretString: `secret ${url.searchParams.get('secretId')}` });
    });
    const port = server.address.split(':')[1];
    return { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: port, AWS_SESSION_TOKEN: TOKEN };
  }

  it('is asked on its port with the session token', async () => {
    const variables = await start();
    const store = secretsExtension({ service: 'parameters', variables });
    expect(await store(['/app/port', '/app/über uns', '/nothing'])).toEqual({
      '/app/port': '8123',
      '/app/über uns': 'später',
      '/nothing': undefined,
    });
    expect(await secretsExtension({ service: 'secrets', variables })(['a b'])).toEqual({ 'a b': 'secret a b' });
  });

  it('is out when it refuses or is not there', async () => {
    const variables = { ...(await start()), AWS_SESSION_TOKEN: 'other' };
    await expect(secretsExtension({ service: 'secrets', variables })(['a'])).rejects.toThrow('status 401');
    const nowhere = { PARAMETERS_SECRETS_EXTENSION_HTTP_PORT: '1' };
    await expect(secretsExtension({ service: 'secrets', variables: nowhere })(['a'])).rejects.toThrow();
    expect(() => secretsExtension({ service: 'other' as never })).toThrow('service');
  });
});
