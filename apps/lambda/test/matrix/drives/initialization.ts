import type { StandardSchema } from '@hearthgate/contracts';
import type { Drive, Subject } from '../subject.ts';

const initializationOf = ({ gateways }: Subject) => gateways.initialization.operations;

const settings: StandardSchema<{ readonly memoryMb: number }> = {
  '~standard': {
    version: 1,
    vendor: 'matrix',
    validate: (value) => ({
      value: { memoryMb: Number((value as Record<string, string>).AWS_LAMBDA_FUNCTION_MEMORY_SIZE) },
    }),
  },
};

export const initializationDrive: Drive<'initialization'> = {
  registerStage: (subject) => {
    initializationOf(subject).registerStage({ name: 'ready', run() {} });
    const run = () => Promise.reject(new Error('the stage failed'));
    initializationOf(subject).registerStage({ name: 'broken', run, required: false });
  },
  lambdaInit: (subject) => initializationOf(subject).lambdaInit(),
  getStages: (subject) => initializationOf(subject).getStages(),
  getConfig: (subject) => initializationOf(subject).getConfig({ name: 'matrix', schema: settings }),
  reloadConfig: (subject) => initializationOf(subject).reloadConfig(),
  getSecret: (subject) => initializationOf(subject).getSecret({ name: 'HEARTHGATE_ENCRYPTION_KEY' }),
  // Outside Lambda nothing is registered; the handler for SIGTERM is taken off again.
  watchShutdown: async (subject) => {
    const before = process.listeners('SIGTERM');
    await initializationOf(subject).watchShutdown();
    for (const listener of process.listeners('SIGTERM'))
      if (!before.includes(listener)) process.off('SIGTERM', listener);
  },
  memoryStatus: (subject) => initializationOf(subject).memoryStatus(),
  environmentStatus: (subject) => initializationOf(subject).environmentStatus(),
  healthCheck: (subject) => initializationOf(subject).healthCheck(),
  getStatus: (subject) => initializationOf(subject).getStatus(),
  lambdaCleanup: (subject) => initializationOf(subject).lambdaCleanup(),
};
