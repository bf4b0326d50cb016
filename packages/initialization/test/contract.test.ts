import { testGatewayContract } from '@hearthgate/testing';
import { z } from 'zod';
import { createInitializationGateway, InitializationOperation } from '../src/index.ts';

testGatewayContract('initialization', {
  names: InitializationOperation,
  create: (wiring) => createInitializationGateway({}, wiring),
  samples: {
    registerStage: { params: [{ name: 'nothing', run() {} }], kind: 'sync' },
    lambdaInit: { params: [], kind: 'async' },
    getStages: { params: [], kind: 'sync' },
    getConfig: { params: [{ name: 'any', schema: z.looseObject({}) }], kind: 'async' },
    memoryStatus: { params: [], kind: 'sync' },
    healthCheck: { params: [], kind: 'async' },
    lambdaCleanup: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
