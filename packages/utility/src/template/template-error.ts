import { GatewayError } from '@hearthgate/kernel';

export function templateError(reason: string): GatewayError {
  return new GatewayError('UTILITY_INVALID_TEMPLATE', `The template cannot be rendered: ${reason}.`);
}

/** `at line 3, column 7`. */
export function whereIn(text: string, position: number): string {
  const before = text.slice(0, position);
  return `at line ${before.split('\n').length}, column ${position - before.lastIndexOf('\n')}`;
}
