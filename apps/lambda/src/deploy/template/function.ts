import { attribute, type Part, ref, type TemplateValue } from './resource.ts';

export const FUNCTION = 'Function';
/** The stack parameter that names the bucket with the code, so that the template is the same in every account. */
export const CODE_BUCKET = 'CodeBucket';
/** Alexa waits 8 s; what is above is for the function to say that it was late. */
export const TIMEOUT_SECONDS = 10;

export interface FunctionPart {
  readonly name: string;
  readonly codeKey: string;
  readonly memoryMb: number;
  readonly variables: { readonly [name: string]: TemplateValue };
  readonly logDays: number;
}

/** The function and the log that it writes. */
export function functionPart({ name, codeKey, memoryMb, variables, logDays }: FunctionPart): Part {
  return {
    resources: {
      [FUNCTION]: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          // A name of its own keeps the ARN that is pasted into the skills, whatever else is replaced.
          FunctionName: name,
          Description: 'Hearthgate: answers Alexa through a home of your own.',
          Runtime: 'nodejs24.x',
          Architectures: ['arm64'],
          Handler: 'index.handler',
          MemorySize: memoryMb,
          Timeout: TIMEOUT_SECONDS,
          Role: attribute('Role', 'Arn'),
          Code: { S3Bucket: ref(CODE_BUCKET), S3Key: codeKey },
          Environment: { Variables: variables },
          // The function decides what is written (LOG_LEVEL): lines of an invocation that failed include its debug lines.
          LoggingConfig: {
            LogFormat: 'JSON',
            ApplicationLogLevel: 'DEBUG',
            SystemLogLevel: 'INFO',
            LogGroup: ref('LogGroup'),
          },
        },
      },
      LogGroup: {
        Type: 'AWS::Logs::LogGroup',
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
        Properties: { LogGroupName: `/aws/lambda/${name}`, RetentionInDays: logDays },
      },
    },
    outputs: {
      FunctionArn: {
        Description: 'Paste this as the endpoint of the skills.',
        Value: attribute(FUNCTION, 'Arn'),
      },
      FunctionName: { Description: 'The name of the function.', Value: ref(FUNCTION) },
      LogGroup: { Description: 'Where the function writes.', Value: ref('LogGroup') },
    },
  };
}
