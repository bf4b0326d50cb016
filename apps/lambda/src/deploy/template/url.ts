import { FUNCTION } from './function.ts';
import { attribute, type Part } from './resource.ts';

/** An HTTPS address of the function for signed requests of the account itself: `/health`, `/metrics`, `/alexa`. */
export function urlPart(): Part {
  return {
    resources: {
      Url: {
        Type: 'AWS::Lambda::Url',
        Properties: { TargetFunctionArn: attribute(FUNCTION, 'Arn'), AuthType: 'AWS_IAM', InvokeMode: 'BUFFERED' },
      },
    },
    outputs: {
      FunctionUrl: {
        Description: 'Answers signed requests (AWS_IAM) of this account.',
        Value: attribute('Url', 'FunctionUrl'),
      },
    },
  };
}
