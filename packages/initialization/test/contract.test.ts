import { testGatewayContract } from '@hearthgate/testing';
import { z } from 'zod';
import { createInitializationGateway, InitializationOperation } from '../src/index.ts';

testGatewayContract('initialization', {
  names: InitializationOperation,
  create: (wiring) =>
    createInitializationGateway(
      { sources: { secrets: async () => ({ pin: 'open-sesame' }) }, shutdownHost: { onSigterm() {}, end() {} } },
      wiring,
    ),
  samples: {
    registerStage: { params: [{ name: 'nothing', run() {} }], kind: 'sync' },
    lambdaInit: { params: [], kind: 'async' },
    getStages: { params: [], kind: 'sync' },
    getConfig: { params: [{ name: 'any', schema: z.looseObject({}) }], kind: 'async' },
    reloadConfig: { params: [], kind: 'async' },
    getSecret: { params: [{ name: 'pin' }], kind: 'async' },
    watchShutdown: { params: [], kind: 'async' },
    environmentStatus: { params: [], kind: 'sync' },
    memoryStatus: { params: [], kind: 'sync' },
    healthCheck: { params: [], kind: 'async' },
    lambdaCleanup: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
