import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** What the function sees of its own configuration. */
export interface FunctionConfiguration {
  /** Absolute path of the unpacked function. */
  readonly taskRoot: string;
  /** `module.export`, for instance `index.handler`. */
  readonly handler: string;
  readonly functionName: string;
  readonly memorySizeMb: number;
  readonly region: string;
  /** The variables that its owner configured. Those that Lambda reserves cannot be overridden. */
  readonly env: Readonly<Record<string, string>>;
}

export const FUNCTION_VERSION = '$LATEST';

/** The account number that AWS uses in its own examples. */
const EXAMPLE_ACCOUNT = '123456789012';

export function functionArn({ region, functionName }: FunctionConfiguration): string {
  return `arn:aws:lambda:${region}:${EXAMPLE_ACCOUNT}:function:${functionName}`;
}

/**
 * The environment variables of one execution environment, as the Lambda developer guide lists them under "Defined
 * runtime environment variables". Of this machine's own variables only PATH comes through: a function that works here
 * must not do so thanks to a variable that it will not have there.
 */
export function functionVariables(
  configuration: FunctionConfiguration,
  runtimeApiAddress: string,
  clock: Clock,
): Record<string, string> {
  const { taskRoot, handler, functionName, memorySizeMb, region, env } = configuration;
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll('-', '/');
  return {
    PATH: process.env.PATH ?? '',
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    ...env,
    _HANDLER: handler,
    LAMBDA_TASK_ROOT: taskRoot,
    AWS_LAMBDA_RUNTIME_API: runtimeApiAddress,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: FUNCTION_VERSION,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `${day}/[${FUNCTION_VERSION}]${randomBytes(16).toString('hex')}`,
  };
}
