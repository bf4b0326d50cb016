import type { LambdaContext, LambdaOperations, ResponseStream } from '@hearthgate/contracts';

/** What Lambda's Node.js runtime puts into the global scope. */
export interface AwsLambdaGlobal {
  streamifyResponse(
    handler: (event: unknown, stream: ResponseStream, context?: LambdaContext) => Promise<unknown>,
  ): LambdaHandler;
}

export type LambdaHandler = (event: unknown, context?: LambdaContext) => Promise<unknown>;

/**
 * The handler to export. With `awslambda` it answers over a response stream, for a Function URL with invoke mode
 * `RESPONSE_STREAM`; without it, as on other runtimes and in tests, it answers as a whole.
 */
export function streamingHandler(
  { streamHandler, eventHandler }: Pick<LambdaOperations, 'streamHandler' | 'eventHandler'>,
  runtime: AwsLambdaGlobal | undefined = (globalThis as { readonly awslambda?: AwsLambdaGlobal }).awslambda,
): LambdaHandler {
  if (typeof runtime?.streamifyResponse !== 'function') return (event, context) => eventHandler({ event, context });
  return runtime.streamifyResponse((event, stream, context) => streamHandler({ event, context, stream }));
}
