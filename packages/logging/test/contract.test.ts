import { testGatewayContract } from '@hearthgate/testing';
import { createLoggingGateway, LoggingOperation, type LogMessageParams } from '../src/index.ts';

const message: { readonly params: [LogMessageParams]; readonly kind: 'sync' } = {
  params: [{ message: 'said', data: { place: 'kitchen' } }],
  kind: 'sync',
};

testGatewayContract('logging', {
  names: LoggingOperation,
  create: (wiring) => createLoggingGateway({ destination: { write() {} } }, wiring),
  samples: {
    log: { params: [{ level: 'info', message: 'said' }], kind: 'sync' },
    debug: message,
    info: message,
    warning: message,
    error: message,
    critical: message,
    setLevel: { params: [{ level: 'debug' }], kind: 'sync' },
    configure: { params: [{ level: 'info', sampleRate: 0.5, foldMs: 1_000 }], kind: 'sync' },
    bindContext: { params: [{ fields: { room: 'hall' }, scope: 'environment', gateway: 'cache' }], kind: 'sync' },
    withContext: { params: [{ fields: { room: 'hall' }, run: () => 'result' }], kind: 'sync' },
    recordRequest: { params: [{ request: 'TurnOn', outcome: 'Response', durationMs: 12 }], kind: 'sync' },
    recordError: { params: [{ error: new Error('broke'), during: 'a test' }], kind: 'sync' },
    writeDocument: { params: [{ document: { Invocations: 1 } }], kind: 'sync' },
    getEntries: { params: [{ level: 'info', limit: 5 }], kind: 'sync' },
    exportEntries: { params: [{ format: 'csv', gateway: 'logging' }], kind: 'sync' },
    flush: { params: [], kind: 'async' },
    getStatus: { params: [], kind: 'sync' },
  },
});
