import { testGatewayContract } from '@hearthgate/testing';
import { createUtilityGateway, UtilityOperation } from '../src/index.ts';

testGatewayContract('utility', {
  names: UtilityOperation,
  create: (wiring) => createUtilityGateway({}, wiring),
  samples: {
    generateCorrelationId: { params: [], kind: 'sync' },
    getTimestamp: { params: [], kind: 'sync' },
    formatDuration: { params: [{ durationMs: 12.34 }], kind: 'sync' },
    createSuccessResponse: { params: [{ data: { lights: 3 } }], kind: 'sync' },
    createErrorResponse: { params: [{ code: 'APP_BROKEN', message: 'It broke.' }], kind: 'sync' },
    hash: { params: [{ value: { b: 1, a: 2 } }], kind: 'sync' },
    parseJson: { params: [{ text: '{"a":1}' }], kind: 'sync' },
    getStatus: { params: [], kind: 'sync' },
  },
});
