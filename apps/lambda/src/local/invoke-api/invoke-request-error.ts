/** A request that Lambda refuses before any function sees it. */
export class InvokeRequestError extends Error {
  override readonly name: string = 'InvokeRequestError';
  readonly status: number;
  /** The exception's name in Lambda's API. */
  readonly errorType: string;

  constructor(status: number, errorType: string, message: string) {
    super(message);
    this.status = status;
    this.errorType = errorType;
  }
}

/** The reply in the form of AWS's REST-JSON protocol, which SDKs turn into an exception of that name. */
export function refusal({ status, errorType, message }: InvokeRequestError): {
  status: number;
  headers: Record<string, string>;
  body: string;
} {
  const headers = {
    'Content-Type': 'application/json',
    'X-Amzn-ErrorType': errorType,
    ...(status === 405 ? { Allow: 'POST' } : {}),
  };
  return { status, headers, body: `${JSON.stringify({ Type: 'User', message })}\n` };
}
