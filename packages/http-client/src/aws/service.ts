import type { Variables } from '@hearthgate/kernel';

interface JsonProtocol {
  /** What stands before the action in `x-amz-target`. */
  readonly target: string;
  readonly contentType: string;
}

/** Services whose actions are JSON posted to `/`, from their models' `targetPrefix` and `jsonVersion`. */
const JSON_PROTOCOLS: Readonly<Record<string, JsonProtocol>> = {
  ssm: { target: 'AmazonSSM', contentType: 'application/x-amz-json-1.1' },
  secretsmanager: { target: 'secretsmanager', contentType: 'application/x-amz-json-1.1' },
  dynamodb: { target: 'DynamoDB_20120810', contentType: 'application/x-amz-json-1.0' },
  kms: { target: 'TrentService', contentType: 'application/x-amz-json-1.1' },
};

/** The headers of an action, or `undefined` when the service is not among those that are known. */
export function actionHeaders(service: string, action: string): Record<string, string> | undefined {
  const protocol = Object.hasOwn(JSON_PROTOCOLS, service) ? JSON_PROTOCOLS[service] : undefined;
  return protocol && { 'x-amz-target': `${protocol.target}.${action}`, 'content-type': protocol.contentType };
}

/** Names of the services that have actions. */
export const servicesWithActions: readonly string[] = Object.keys(JSON_PROTOCOLS);

/** Whether an action only reads, so that it may be sent twice. */
export function isReadingAction(action: string): boolean {
  return /^(Get|BatchGet|List|Describe|Query|Scan|Search|Decrypt)/.test(action);
}

/** Where a service is. */
export function endpointOf(service: string, region: string, given: string | undefined, variables: Variables): string {
  const named = variables[`AWS_ENDPOINT_URL_${service.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`];
  // https://docs.aws.amazon.com/general/latest/gr/rande.html
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return given ?? named ?? variables.AWS_ENDPOINT_URL ?? `https://${service}.${region}.${domain}`;
}

/** Codes with which services say that they did nothing because there was too much to do. */
const THROTTLING =
  /"__type"\s*:\s*"(?:[\w.]+#)?(?:Throttling|ThrottlingException|ThrottledException|RequestThrottled|TooManyRequestsException|ProvisionedThroughputExceededException|RequestLimitExceeded|RequestLimitExceededException|SlowDown)"/;

/** Whether an answer says that the request was not carried out and may be sent again, whatever it was. */
export function isThrottled(status: number, body: string): boolean {
  return status === 429 || (status === 400 && THROTTLING.test(body.slice(0, 4_096)));
}
