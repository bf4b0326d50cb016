import { DescribeStackEventsCommand } from '@aws-sdk/client-cloudformation';
import { type FunctionConfiguration, GetFunctionCommand, GetPolicyCommand } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { GetParameterHistoryCommand, GetParametersByPathCommand, type Parameter } from '@aws-sdk/client-ssm';
import type { Emulator } from './emulator.ts';

/** The function as Lambda has it, or `undefined`. */
export async function functionIn(
  { lambda }: Emulator,
  FunctionName: string,
): Promise<FunctionConfiguration | undefined> {
  return lambda.send(new GetFunctionCommand({ FunctionName })).then(
    ({ Configuration }) => Configuration,
    () => undefined,
  );
}

/** The principals that may call it. The emulator does not keep the skill ids, which the tests of the template look at. */
export async function callersOf({ lambda }: Emulator, FunctionName: string): Promise<readonly unknown[]> {
  const { Policy = '{}' } = await lambda.send(new GetPolicyCommand({ FunctionName }));
  const { Statement = [] } = JSON.parse(Policy) as { readonly Statement?: readonly { readonly Principal: unknown }[] };
  return Statement.map(({ Principal }) => Principal);
}

/** Parameters below the path of a stack, decrypted: name, type, value. */
export async function parametersIn({ ssm }: Emulator, stack: string): Promise<readonly Parameter[]> {
  const { Parameters = [] } = await ssm.send(
    new GetParametersByPathCommand({ Path: `/${stack}`, Recursive: true, WithDecryption: true }),
  );
  return Parameters.map(({ Name, Type, Value }) => ({ Name, Type, Value }));
}

export async function versionsOf({ ssm }: Emulator, Name: string): Promise<number> {
  return (await ssm.send(new GetParameterHistoryCommand({ Name }))).Parameters?.length ?? 0;
}

export async function bucketsIn({ s3 }: Emulator): Promise<readonly string[]> {
  return ((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).flatMap(({ Name }) => Name ?? []);
}

export async function keysIn({ s3 }: Emulator, Bucket: string): Promise<readonly string[]> {
  return ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).flatMap(({ Key }) => Key ?? []);
}

export async function eventsOf({ cloudFormation }: Emulator, StackName: string): Promise<number> {
  return (await cloudFormation.send(new DescribeStackEventsCommand({ StackName }))).StackEvents?.length ?? 0;
}

export async function tablesIn(emulator: Emulator): Promise<readonly string[]> {
  return (await emulator.call('dynamodb', 'DynamoDB_20120810.ListTables', {})).TableNames as readonly string[];
}

export async function logGroupsIn(
  emulator: Emulator,
): Promise<readonly { readonly logGroupName: string; readonly retentionInDays?: number }[]> {
  const { logGroups } = await emulator.call('logs', 'Logs_20140328.DescribeLogGroups', {});
  return logGroups as readonly { readonly logGroupName: string; readonly retentionInDays?: number }[];
}
