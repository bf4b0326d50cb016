import { testGatewayContract } from '@hearthgate/testing';
import { z } from 'zod';
import { createSecurityGateway, SecurityOperation, type SecurityOperations } from '../src/index.ts';
import { createCertificate } from './certificates.ts';
import { turnOn } from './requests.ts';
import { createSignedToken } from './tokens.ts';

const keys = [{ id: 'k1', key: 'ab'.repeat(32) }];
const policy = [{ effect: 'allow', actions: ['*'] }] as const;
const { certificate } = createCertificate();
const { token, keySet } = await createSignedToken({ sub: 'ada' });
const envelope = await createSecurityGateway({ keys }).operations.encryptData({ data: 'kitchen' });

testGatewayContract<SecurityOperations>('security', {
  names: SecurityOperation,
  create: (wiring) => createSecurityGateway({ keys }, wiring),
  samples: {
    validateInput: { params: [{ schema: z.object({ name: z.string() }), input: { name: 'kitchen' } }], kind: 'async' },
    validateRequest: { params: [{ request: { directive: {} } }], kind: 'sync' },
    sanitizeData: { params: [{ data: { name: 'kitchen' } }], kind: 'sync' },
    filterSensitive: { params: [{ data: { password: 'planted-value-0001' } }], kind: 'sync' },
    sanitizeError: { params: [{ error: new Error('broke') }], kind: 'sync' },
    authenticateAlexa: { params: [{ request: turnOn('planted-value-0001') }], kind: 'sync' },
    authenticateToken: { params: [{ token, keys: keySet }], kind: 'async' },
    checkTokenExpiry: { params: [{ token }], kind: 'sync' },
    authorizeDirective: { params: [{ request: turnOn('planted-value-0001'), policy }], kind: 'sync' },
    authorizeResource: { params: [{ action: 'lights:read', resource: 'kitchen', policy }], kind: 'sync' },
    validateCertificate: { params: [{ certificate, trusted: certificate }], kind: 'sync' },
    enforceRateLimit: { params: [{ key: 'ada', limit: 5, windowMs: 1_000 }], kind: 'async' },
    checkRateLimit: { params: [{ key: 'ada', limit: 5, windowMs: 1_000 }], kind: 'async' },
    resetRateLimit: { params: [{ key: 'ada' }], kind: 'async' },
    encryptData: { params: [{ data: 'kitchen' }], kind: 'async' },
    decryptData: { params: [{ data: envelope }], kind: 'async' },
    registerSecret: { params: [{ value: 'planted-value-0001' }], kind: 'sync' },
    checkUrl: { params: [{ url: 'https://home.example/api/' }], kind: 'async' },
    healthCheck: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
