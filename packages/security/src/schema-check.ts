import type { StandardSchema } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { describeIssue, type InputIssue } from './input-issue.ts';

/** How many problems a message names; `data.issues` of the error has them all. */
const MAX_NAMED = 10;

/**
 * The schema's output for an input, whether the schema answers at once or later.
 *
 * @throws GatewayError `SECURITY_INVALID_INPUT`, with the problems in `data.issues`; `KERNEL_INVALID_PARAMS` for what is
 * no schema
 */
export async function parseInput<Output>(
  schema: StandardSchema<Output>,
  input: unknown,
  hide: (text: string) => string,
): Promise<Output> {
  const result = await validatorOf(schema)(input);
  if (result.issues === undefined) return result.value;
  const issues = result.issues.map((issue) => describeIssue(issue, input, hide));
  throw new GatewayError('SECURITY_INVALID_INPUT', summaryOf(issues), { data: { issues } });
}

function validatorOf<Output>(schema: StandardSchema<Output>): StandardSchema<Output>['~standard']['validate'] {
  const standard = (schema as Partial<StandardSchema<Output>> | undefined | null)?.['~standard'];
  if (typeof standard?.validate !== 'function') {
    const message =
      'schema is no Standard Schema; pass one of zod, valibot, arktype or another library that has ~standard.';
    throw new GatewayError('KERNEL_INVALID_PARAMS', message);
  }
  return async (value) => {
    try {
      return await standard.validate(value);
    } catch (cause) {
      // What it threw may quote the input, so it stays in the cause.
      const message = `The schema (${standard.vendor}) threw instead of answering; its error is the cause.`;
      throw new GatewayError('SECURITY_INVALID_INPUT', message, { cause });
    }
  };
}

function summaryOf(issues: readonly InputIssue[]): string {
  const named = issues.slice(0, MAX_NAMED).map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  const more = issues.length > MAX_NAMED ? `; and ${issues.length - MAX_NAMED} more` : '';
  return `The input does not fit: ${named.join('; ')}${more}.`;
}
