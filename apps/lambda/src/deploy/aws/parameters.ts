import { randomBytes } from 'node:crypto';
import {
  DeleteParametersCommand,
  GetParametersByPathCommand,
  GetParametersCommand,
  PutParameterCommand,
  type SSMClient,
} from '@aws-sdk/client-ssm';
import type { SecretParameter } from '../settings/function-variables.ts';

/** A parameter that Parameter Store does not have, or has with another value. */
export interface DifferingParameter {
  readonly parameter: SecretParameter;
  readonly isNew: boolean;
}

/** What the API takes in one call. */
const MAX_NAMES = 10;
/** Above it a parameter is an advanced one. */
const MAX_STANDARD_BYTES = 4_096;

/** Those of the parameters that have to be written; one without a value of its own only when there is none yet. */
export async function differingParameters(
  client: SSMClient,
  parameters: readonly SecretParameter[],
): Promise<readonly DifferingParameter[]> {
  const present = await valuesOf(
    client,
    parameters.map(({ name }) => name),
  );
  return parameters.flatMap((parameter) => {
    const now = present.get(parameter.name);
    const isSame = now !== undefined && (parameter.value === undefined || parameter.value === now);
    return isSame ? [] : [{ parameter, isNew: now === undefined }];
  });
}

/** Puts secret settings into Parameter Store, encrypted with its own key. */
export async function writeParameters(
  client: SSMClient,
  differing: readonly DifferingParameter[],
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  for (const { parameter, isNew } of differing) {
    const value = parameter.value ?? randomBytes(32).toString('base64');
    await client.send(
      new PutParameterCommand({
        Name: parameter.name,
        Value: value,
        Type: 'SecureString',
        Tier: Buffer.byteLength(value) > MAX_STANDARD_BYTES ? 'Advanced' : 'Standard',
        Description: 'A secret setting of Hearthgate.',
        // Tags can be given only to a parameter that is new.
        ...(isNew ? { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } : { Overwrite: true }),
      }),
    );
  }
}

async function valuesOf(client: SSMClient, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const Names of batches(names)) {
    const { Parameters = [] } = await client.send(new GetParametersCommand({ Names, WithDecryption: true }));
    for (const { Name = '', Value = '' } of Parameters) found.set(Name, Value);
  }
  return found;
}

/** Names of all parameters that belong to a stack. */
export async function parametersOf(client: SSMClient, stack: string): Promise<readonly string[]> {
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new GetParametersByPathCommand({ Path: `/${stack}`, Recursive: true, NextToken }));
    names.push(...(page.Parameters ?? []).flatMap(({ Name }) => Name ?? []));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names.sort();
}

export async function deleteParameters(client: SSMClient, names: readonly string[]): Promise<void> {
  for (const Names of batches(names)) await client.send(new DeleteParametersCommand({ Names }));
}

function batches(names: readonly string[]): readonly string[][] {
  return Array.from({ length: Math.ceil(names.length / MAX_NAMES) }, (_, index) =>
    names.slice(index * MAX_NAMES, (index + 1) * MAX_NAMES),
  );
}
