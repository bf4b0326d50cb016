/** What Lambda gives a handler besides the event. */
export function lambdaContext(): {
  readonly awsRequestId: string;
  readonly functionName: string;
  readonly memoryLimitInMB: string;
  readonly getRemainingTimeInMillis: () => number;
} {
  return {
    awsRequestId: 'b5a84d6e-0001-4c00-8000-000000000009',
    functionName: 'bench',
    memoryLimitInMB: '256',
    getRemainingTimeInMillis: () => 8_000,
  };
}

/** An event of API Gateway, payload 2.0. */
export function httpEvent(method: string, path: string, more: object = {}): object {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { accept: 'application/json', host: 'api.example' },
    requestContext: {
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'bench' },
      domainName: 'api.example',
      requestId: 'bench',
      routeKey: '$default',
      stage: '$default',
    },
    isBase64Encoded: false,
    ...more,
  };
}

/** A question to a custom skill, of somebody who has linked an account when there is a token. */
export function skillRequest(intent: object, accessToken?: string): object {
  const application = { applicationId: 'amzn1.ask.skill.00000000-0000-4000-8000-000000000000' };
  const user = { userId: 'amzn1.ask.account.BENCH', ...(accessToken !== undefined && { accessToken }) };
  return {
    version: '1.0',
    session: { new: true, sessionId: 'amzn1.echo-api.session.bench', application, user, attributes: {} },
    context: { System: { application, user, device: { deviceId: 'amzn1.ask.device.BENCH', supportedInterfaces: {} } } },
    request: {
      type: 'IntentRequest',
      requestId: 'amzn1.echo-api.request.bench',
      timestamp: '2026-11-25T12:00:00Z',
      locale: 'en-US',
      intent: { confirmationStatus: 'NONE', slots: {}, ...intent },
    },
  };
}
