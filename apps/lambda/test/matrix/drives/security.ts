import type { StandardSchema } from '@hearthgate/contracts';
import { createSelfSigned } from '../../faults/self-signed.ts';
import { turnOn } from '../../support/directives.ts';
import type { Drive, Subject } from '../subject.ts';

const securityOf = ({ gateways }: Subject) => gateways.security.operations;

/** Takes anything; what a schema refuses is the business of security's own tests. */
const anything: StandardSchema<unknown> = {
  '~standard': { version: 1, vendor: 'matrix', validate: (value) => ({ value }) },
};

const TOKEN_SECRET = 'a shared secret of this one test only';

/** A JSON Web Token signed with `TOKEN_SECRET`, for as long as an hour from the clock's now. */
function tokenAt(nowMs: number): string {
  const { createHmac } = process.getBuiltinModule('node:crypto');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'ada', exp: Math.floor(nowMs / 1_000) + 3_600 })}`;
  return `${text}.${createHmac('sha256', TOKEN_SECRET).update(text).digest('base64url')}`;
}

const limit = { key: 'ada', limit: 2, windowMs: 60_000 };
const policy = [{ effect: 'allow', actions: ['*'], resources: ['*'] }] as const;

export const securityDrive: Drive<'security'> = {
  validateInput: (subject) => securityOf(subject).validateInput({ schema: anything, input: {} }),
  validateRequest: (subject) => securityOf(subject).validateRequest({ request: turnOn }),
  sanitizeData: (subject) => securityOf(subject).sanitizeData({ data: { name: 'kitchen' } }),
  filterSensitive: (subject) => securityOf(subject).filterSensitive({ data: { password: 'planted' } }),
  sanitizeError: (subject) => securityOf(subject).sanitizeError({ error: new Error('broke') }),
  authenticateAlexa: (subject) => securityOf(subject).authenticateAlexa({ request: turnOn }),
  authenticateToken: (subject) =>
    securityOf(subject).authenticateToken({ token: tokenAt(subject.clock.now()), secret: TOKEN_SECRET }),
  checkTokenExpiry: (subject) => securityOf(subject).checkTokenExpiry({ token: tokenAt(subject.clock.now()) }),
  authorizeDirective: (subject) => securityOf(subject).authorizeDirective({ request: turnOn, policy }),
  authorizeResource: (subject) =>
    securityOf(subject).authorizeResource({ action: 'lights:read', resource: 'kitchen', policy }),
  validateCertificate: (subject) => {
    const { cert } = createSelfSigned();
    return securityOf(subject).validateCertificate({ certificate: cert, trusted: cert });
  },
  enforceRateLimit: async (subject) => {
    for (let call = 0; call < 3; call += 1)
      await securityOf(subject)
        .enforceRateLimit(limit)
        .catch(() => undefined);
  },
  checkRateLimit: (subject) => securityOf(subject).checkRateLimit(limit),
  resetRateLimit: (subject) => securityOf(subject).resetRateLimit({ key: limit.key }),
  encryptData: (subject) => securityOf(subject).encryptData({ data: 'kitchen' }),
  decryptData: async (subject) =>
    securityOf(subject).decryptData({ data: await securityOf(subject).encryptData({ data: 'kitchen' }) }),
  registerSecret: (subject) => securityOf(subject).registerSecret({ value: 'planted-secret-value' }),
  checkUrl: (subject) => securityOf(subject).checkUrl({ url: subject.url }),
  healthCheck: (subject) => securityOf(subject).healthCheck(),
  getStatus: (subject) => securityOf(subject).getStatus(),
};
