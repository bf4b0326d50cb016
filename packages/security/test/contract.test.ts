import { testGatewayContract } from '@hearthgate/testing';
import { z } from 'zod';
import { createSecurityGateway, SecurityOperation, type SecurityOperations } from '../src/index.ts';
import { turnOn } from './requests.ts';

testGatewayContract<SecurityOperations>('security', {
  names: SecurityOperation,
  create: (wiring) => createSecurityGateway({}, wiring),
  samples: {
    validateInput: { params: [{ schema: z.object({ name: z.string() }), input: { name: 'kitchen' } }], kind: 'async' },
    validateRequest: { params: [{ request: { directive: {} } }], kind: 'sync' },
    filterSensitive: { params: [{ data: { password: 'planted-value-0001' } }], kind: 'sync' },
    sanitizeError: { params: [{ error: new Error('broke') }], kind: 'sync' },
    authenticateAlexa: { params: [{ request: turnOn('planted-value-0001') }], kind: 'sync' },
    registerSecret: { params: [{ value: 'planted-value-0001' }], kind: 'sync' },
    checkUrl: { params: [{ url: 'https://home.example/api/' }], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
