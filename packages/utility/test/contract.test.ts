import { testGatewayContract } from '@hearthgate/testing';
import { createUtilityGateway, UtilityOperation } from '../src/index.ts';

testGatewayContract('utility', {
  names: UtilityOperation,
  create: (wiring) => createUtilityGateway({}, wiring),
  samples: {
    generateCorrelationId: { params: [], kind: 'sync' },
    getTimestamp: { params: [], kind: 'sync' },
    formatDuration: { params: [{ durationMs: 12.34 }], kind: 'sync' },
    validateString: { params: [{ value: ' kitchen ' }], kind: 'sync' },
    createSuccessResponse: { params: [{ data: { lights: 3 } }], kind: 'sync' },
    createErrorResponse: { params: [{ code: 'APP_BROKEN', message: 'It broke.' }], kind: 'sync' },
    sanitizeData: { params: [{ data: { lights: 3 } }], kind: 'sync' },
    hash: { params: [{ value: { b: 1, a: 2 } }], kind: 'sync' },
    parseJson: { params: [{ text: '{"a":1}' }], kind: 'sync' },
    renderTemplate: { params: [{ template: '{{room}}', values: { room: 'kitchen' } }], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
