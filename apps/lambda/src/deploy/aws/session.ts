import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CommandError } from '../../local/command-error.ts';

/** The clients of one account and region. */
export interface AwsSession {
  readonly account: string;
  /** Who the credentials say that one is. */
  readonly identity: string;
  readonly region: string;
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  close(): void;
}

/** What AWS's SDK says when it found credentials nowhere; anything else is about credentials that it did find. */
const NOWHERE = /^Could not load credentials from any providers/;

/**
 * Opens a session with the credentials that AWS's tools find: variables, profiles, single sign-on, roles.
 *
 * @returns nothing when there are no credentials
 * @throws CommandError when there are some that do not work
 */
export async function openSession(region: string): Promise<AwsSession | undefined> {
  const sts = new STSClient({ region });
  try {
    await sts.config.credentials();
  } catch (error) {
    const isNowhere = error instanceof Error && NOWHERE.test(error.message);
    // Who names a profile means to deploy.
    if (isNowhere && !process.env.AWS_PROFILE) return undefined;
    throw refused(error);
  }
  try {
    const { Account = '', Arn = '' } = await sts.send(new GetCallerIdentityCommand({}));
    const cloudFormation = new CloudFormationClient({ region });
    const lambda = new LambdaClient({ region });
    // Buckets of a server on an IP address have no names of their own there.
    const s3 = new S3Client({ region, forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
    const ssm = new SSMClient({ region });
    const clients = [cloudFormation, lambda, s3, ssm];
    const close = () => clients.forEach((client) => void client.destroy());
    return { account: Account, identity: Arn, region, cloudFormation, lambda, s3, ssm, close };
  } catch (error) {
    throw refused(error);
  } finally {
    sts.destroy();
  }
}

function refused(error: unknown): CommandError {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const { $metadata, code } = (error ?? {}) as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly code?: string;
  };
  const wasAnswered = $metadata?.httpStatusCode !== undefined || code === undefined;
  const message = wasAnswered
    ? `AWS credentials were found but do not work (${said}). Renew them (aws login or aws sso login), or set AWS_PROFILE to ` +
      'a profile that works. Nothing was done.'
    : `AWS could not be reached (${said}). Check the connection, the region and a proxy on the way. Nothing was done.`;
  return new CommandError(message, 1, { cause: error });
}
