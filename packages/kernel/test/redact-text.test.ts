import { describe, expect, it } from 'vitest';
import { isSecretName, redactText } from '../src/index.ts';

describe('a text', () => {
  it.each([
    ['a bearer token', 'Bearer abcdefgh12345678', 'Bearer [redacted]'],
    ['a bearer token of words', 'got Bearer access-token-from-skill, sent', 'got Bearer [redacted], sent'],
    ['basic credentials', 'Basic dXNlcjpwYXNz', 'Basic [redacted]'],
    ['digest credentials', 'Digest username="u", response="r"', 'Digest [redacted]'],
    ['a JSON Web Token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc now', 'got [redacted] now'],
    ['a JSON Web Token inside a word', 'session_eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0', 'session_[redacted]'],
    ['a token of Login with Amazon', 'as Atza|IwEBIJedGXjDqsU here', 'as [redacted] here'],
    ['an AWS access key id', 'by AKIAIOSFODNN7EXAMPLE.', 'by [redacted].'],
    ['a private key', 'x -----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- y', 'x [redacted] y'],
    ['a private key that was cut', 'x -----BEGIN PRIVATE KEY-----\nMIIE', 'x [redacted]'],
    ['userinfo', 'https://user:pass@home.example:8123/x', 'https://[redacted]@home.example:8123/x'],
    ['userinfo with raw slashes', 'https://user:pa/ss?w#d@home.example/', 'https://[redacted]@home.example/'],
    ['a member of a query', 'GET /x?access_token=a,b;c&page=2', 'GET /x?access_token=[redacted]&page=2'],
    [
      'an authorization code',
      'https://x.example/cb?code=abcdef&state=1',
      'https://x.example/cb?code=[redacted]&state=1',
    ],
    ['a member of JSON', '{"password":"a b, c","n":1}', '{"password":"[redacted]","n":1}'],
    ['a quoted quote', '{"password":"a\\"b","n":1}', '{"password":"[redacted]","n":1}'],
    ['a number in JSON', '{"a":{"pin":1234}}', '{"a":{"pin":[redacted]}}'],
    ['an object in JSON', '{"credentials":{"user":"a","x":["}"]},"n":1}', '{"credentials":[redacted],"n":1}'],
    ['JSON that was cut', '{"refresh_token":"abc de', '{"refresh_token":"[redacted]'],
    ['JSON in JSON', '{"b":"{\\"token\\":\\"a \\\\\\"b\\"}"}', '{"b":"{\\"token\\":\\"[redacted]\\"}"}'],
    [
      'a URL in a URL',
      'to=https%3A%2F%2Fx%2F%3Ftoken%3Dabc%26p%3D1',
      'to=https%3A%2F%2Fx%2F%3Ftoken%3D[redacted]%26p%3D1',
    ],
    ['a header of many parts', 'Cookie: a=b; c=d\nHost: x', 'Cookie: [redacted]\nHost: x'],
    ['a header in quotes', 'curl -H "Authorization: Token abc d" x', 'curl -H "Authorization: [redacted]" x'],
    ['a header with a scheme of its own', 'authorization: s3cr3t-value', 'authorization: [redacted]'],
    ['a header with a scheme that few have', 'Authorization: SSWS 00aB3xYz_k12', 'Authorization: [redacted]'],
    ['a header with a scheme that is a word', 'authorization: Bot MTk4NjIyNDgz.Cl2FMQ', 'authorization: [redacted]'],
    ['a header with a scheme and parameters', 'Authorization: Custom id="a1", mac="b2"', 'Authorization: [redacted]'],
    ['a form that begins with its code', 'sent code=abc123&grant_type=x', 'sent code=[redacted]&grant_type=x'],
    ['a form in JSON', '{"body":"key=YWJj==&a=1"}', '{"body":"key=[redacted]&a=1"}'],
    ['the password of a variable', 'DB_PASS=hunter2 SMTP_PASS: hunter', 'DB_PASS=[redacted] SMTP_PASS: [redacted]'],
    ['a variable', 'HOME_TOKEN=abc123 node x', 'HOME_TOKEN=[redacted] node x'],
    ['two pairs', 'api_key=abc,user=bob', 'api_key=[redacted],user=bob'],
    ['a name of two words', 'API key: abc123def', 'API key: [redacted]'],
    ['a password that is a word', 'password: hunter failed', 'password: [redacted] failed'],
    ['an element of XML', '<client_secret>a b</client_secret>', '<client_secret>[redacted]</client_secret>'],
  ])('loses %s', (_what, text, safe) => {
    expect(redactText(text)).toBe(safe);
  });

  it.each([
    'light.kitchen',
    'light#kitchen',
    'endpoint-001',
    'binary_sensor.front_door_contact_2',
    'sensor;outdoor=temperature:1?a@b&c',
    'input_text.password_hint is unknown',
    'lock.cookie_jar: unlocked',
    '550e8400-e29b-41d4-a716-446655440000',
    'amzn1.ask.skill.3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'amzn1.echo-api.request.0000000-0000-0000-0000-00000000000',
    'arn:aws:secretsmanager:us-east-1:123456789012:secret:home-AbCdEf',
    'arn:aws:lambda:eu-west-1:123456789012:function:bridge',
    '2026-01-01T12:30:45.000Z',
    'Mozilla/5.0 (X11; Linux x86_64)',
    'wss://home.example:8123/api/websocket?v=1',
    'https://example.com/@someone/posts?page=2#top',
    'http://[::1]:8123/',
    'mail to someone@example.com',
    'No access token: link the account again.',
    'The token is missing; the password was refused.',
    'INVALID_AUTHORIZATION_CREDENTIAL: The token was refused.',
    'SECURITY_SECRET_TOO_SHORT: A secret of fewer than 8 characters cannot be hidden.',
    'Basic information about the bearer of bad news',
    'The bearer token expired; bearer tokens live an hour.',
    'Digest of the day: all lights are off',
    'token=undefined, password: missing, secret=null',
    '{"token":null,"maxTokens":5,"tokenType":"opaque"}'.replace('"opaque"', '"a"'),
    'access_token_expires_at=1767225600',
    "Cannot read properties of undefined (reading 'token')",
    'authorization: failed everywhere',
    'authorization: user administrator refused',
    'code=404 and key=light.kitchen',
    'code=404 & more=1',
    'bypass=on, compass: north, mapping: direct',
    'a == b, c => d; Map<string, Token>',
    'eyJhbGciOiJIUzI1NiJ9 alone',
  ])('keeps %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('hides known secrets that overlap, and the longer of two with one beginning', () => {
    expect(redactText('xabcdefghijklx', ['abcdefgh', 'efghijkl'])).toBe('x[redacted]x');
    expect(redactText('abcdefghijkl', ['abcdefgh', 'abcdefghijkl'])).toBe('[redacted]');
  });

  it('hides a known secret in lower-case percent escapes and in escapes of Python', () => {
    expect(redactText('q=p%c3%a4ss%2fw%c3%b6rd&x', ['päss/wörd'])).toBe('q=[redacted]&x');
    expect(redactText('"p\\u00e4ss/w\\u00F6rd"', ['päss/wörd'])).toBe('"[redacted]"');
    expect(redactText('q=correct+horse+battery', ['correct horse battery'])).toBe('q=[redacted]');
  });

  it('ignores values too short to be hidden by value', () => {
    expect(redactText('abc abc', ['abc', ''])).toBe('abc abc');
  });
});

describe('a host with a port', () => {
  it.each(['token.example.com:8123', 'POST to secret-home.duckdns.org:443 failed'])('is left in %s', (text) => {
    expect(redactText(text)).toBe(text);
  });

  it('is told from the path of a member', () => {
    expect(redactText('config.password:1234')).toBe('config.password:[redacted]');
  });
});

describe('a name', () => {
  it.each([
    ...['token', 'accessToken', 'Set-Cookie', 'authorization', 'client_secret', 'dbPasswd', 'passkey', 'webhook_id'],
    ...['pass', 'DB_PASS', 'userPass', 'SMTPPass', 'PIN', 'unlockPin', 'alarm_pin', 'keypad.pin', 'wifiOTP', 'x-sig'],
    ...['X-Api-Key', 'X-Auth-Key', 'Ocp-Apim-Subscription-Key', 'AccountKey', 'x-functions-key', 'application_key'],
    ...['wifi_psk', 'network_key', 's2_access_control_key', 's2_unauthenticated_key', 's0_legacy_key', 'local_key'],
  ])('%s is secret', (name) => expect(isSecretName(name)).toBe(true));

  it.each([
    'tokenType',
    'token_expires_at',
    'secretArn',
    'endpointId',
    'key',
    'code',
    'author',
    'pinned',
    'bypass',
    'compass',
    'spin',
    'mapIn',
    'translation_key',
    'keyId',
    'keyboard',
    'unauthorized',
  ])('%s is not', (name) => expect(isSecretName(name)).toBe(false));
});
