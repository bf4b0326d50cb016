/** Where the function answers; any other name in place of `function` does as well. */
export const INVOKE_PATH = '/2015-03-31/functions/function/invocations';

/** A few lines for a person who wants to send something, with a command to paste. */
export function howToInvoke(url: string): string {
  const discover = {
    directive: {
      header: { namespace: 'Alexa.Discovery', name: 'Discover', payloadVersion: '3', messageId: 'message-1' },
      payload: { scope: { type: 'BearerToken', token: 'any' } },
    },
  };
  return `The function answers as it would on AWS Lambda. Send it a directive:

  curl ${url}${INVOKE_PATH} \\
    --data '${JSON.stringify(discover)}'

Any other event goes the same way; AWS SDKs and the AWS CLI take ${url} as their endpoint.
`;
}
