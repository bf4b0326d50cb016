/** What the gateways say to each other. Types, the matrix, the error table; nothing here does work. */
export * from './alexa.ts';
export * from './cache.ts';
export * from './circuit-breaker.ts';
export * from './error-code.ts';
export * from './gateways.ts';
export * from './http-client.ts';
export * from './initialization.ts';
export * from './lambda.ts';
export * from './logging.ts';
export * from './matrix.ts';
export * from './metrics.ts';
export * from './operation.ts';
export * from './security.ts';
export * from './singleton.ts';
export * from './standard-schema.ts';
export * from './status.ts';
export * from './utility.ts';
