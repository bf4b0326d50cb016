import type { StandardSchema, StandardSchemaIssue } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { InitializationPorts } from '../ports.ts';
import { describeConfigIssues } from './config-issues.ts';

/**
 * What the schema makes of the settings.
 *
 * @throws GatewayError `INITIALIZATION_INVALID_CONFIG`, and what the schema itself throws.
 */
export async function validate<Output>(
  name: string,
  schema: StandardSchema<Output>,
  settings: Record<string, string>,
  { security }: Pick<InitializationPorts, 'security'>,
): Promise<Output> {
  let issues: readonly StandardSchemaIssue[] | undefined;
  // Looks over the schema's shoulder: the validating peer tells of problems in a text of its own.
  const observed: StandardSchema<Output> = {
    '~standard': {
      version: 1,
      vendor: schema['~standard'].vendor,
      validate: async (input) => {
        const result = await schema['~standard'].validate(input);
        issues = result.issues;
        return result;
      },
    },
  };
  try {
    return await security.validateInput({ schema: observed, input: settings });
  } catch (error) {
    if (issues === undefined) throw error;
    const message = `Configuration ${name}: ${describeConfigIssues(issues, settings)}.`;
    // Without the cause: its text may quote a value.
    throw new GatewayError('INITIALIZATION_INVALID_CONFIG', message, { data: { name } });
  }
}
