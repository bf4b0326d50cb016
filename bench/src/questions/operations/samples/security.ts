import { createHmac } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { Environment } from '@hearthgate/kernel';
import { createSecurityGateway, type SecurityOperations } from '@hearthgate/security';
import { z } from 'zod';
import { TOKEN, turnOn } from '../../invocation/smart-home.ts';
import type { Samples } from './sample.ts';

const KEYS = [{ id: 'k1', key: 'ab'.repeat(32) }];
const SECRET = 'a secret of the benchmark that is long enough for HS256';

export async function securitySamples(environment: Environment): Promise<Samples<SecurityOperations>> {
  const { operations } = createSecurityGateway({ keys: KEYS }, { environment });
  const request = turnOn('light#kitchen');
  const schema = z.object({ name: z.string(), on: z.boolean() });
  const policy = [{ effect: 'allow', actions: ['*'] }] as const;
  const certificate = rootCertificates[0] ?? '';
  const data = await operations.encryptData({ data: 'kitchen' });
  const token = signed({ sub: 'ada', exp: Math.floor(Date.now() / 1_000) + 86_400 });
  const error = new Error('broke');
  const limit = { key: 'ada', limit: 1_000_000_000, windowMs: 1_000 };
  return {
    validateInput: () => operations.validateInput({ schema, input: { name: 'kitchen', on: true } }),
    validateRequest: () => operations.validateRequest({ request }),
    sanitizeData: () => operations.sanitizeData({ data: { name: 'kitchen', on: true } }),
    filterSensitive: () => operations.filterSensitive({ data: { name: 'kitchen', password: TOKEN } }),
    sanitizeError: () => operations.sanitizeError({ error }),
    authenticateAlexa: () => operations.authenticateAlexa({ request }),
    authenticateToken: () => operations.authenticateToken({ token, secret: SECRET, algorithms: ['HS256'] }),
    checkTokenExpiry: () => operations.checkTokenExpiry({ token }),
    authorizeDirective: () => operations.authorizeDirective({ request, policy }),
    authorizeResource: () => operations.authorizeResource({ action: 'lights:read', resource: 'kitchen', policy }),
    validateCertificate: () => operations.validateCertificate({ certificate, trusted: certificate }),
    enforceRateLimit: () => operations.enforceRateLimit(limit),
    checkRateLimit: () => operations.checkRateLimit(limit),
    resetRateLimit: () => operations.resetRateLimit({ key: 'ada' }),
    encryptData: () => operations.encryptData({ data: 'kitchen' }),
    decryptData: () => operations.decryptData({ data }),
    registerSecret: () => operations.registerSecret({ value: TOKEN }),
    checkUrl: () => operations.checkUrl({ url: 'https://home.example/api/' }),
    healthCheck: () => operations.healthCheck(),
    getStatus: () => operations.getStatus(),
  };
}

/** A JSON Web Token by hand (RFC 7515). */
function signed(claims: object): string {
  const text = [{ alg: 'HS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  return `${text}.${createHmac('sha256', SECRET).update(text).digest('base64url')}`;
}
