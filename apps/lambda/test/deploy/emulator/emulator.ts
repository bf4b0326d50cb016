import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';

const INSTALLED = join(import.meta.dirname, '../../../../../node_modules/.cache/aws-emulator/bin');
const REGION = 'eu-west-1';

/** A program and its first arguments; scripts of a moved environment do not start by themselves. */
export const cfnLint: readonly [string, ...string[]] = [
  join(INSTALLED, 'python'),
  '-c',
  'import sys; from cfnlint.runner import main; sys.exit(main())',
];

/** AWS on this machine, and its clients. */
export interface Emulator {
  readonly url: string;
  /** What a command needs in its environment to take this for AWS. */
  readonly variables: Readonly<Record<string, string>>;
  readonly cloudFormation: CloudFormationClient;
  readonly lambda: LambdaClient;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
  /** Calls a service that has no client here, by its JSON protocol; `target` as in `Logs_20140328.DescribeLogGroups`. */
  call(service: string, target: string, body: object): Promise<Readonly<Record<string, unknown>>>;
  stop(): Promise<void>;
}

/** Starts moto's server on a free port. */
export async function startEmulator(): Promise<Emulator> {
  const child = spawn(join(INSTALLED, 'python'), [join(import.meta.dirname, 'serve.py')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`The emulator ended with ${code}; run node .ci/deployment.mjs.`)));
  });
  const url = `http://127.0.0.1:${port}`;
  const credentials = { accessKeyId: 'example', secretAccessKey: 'example' };
  const options = { endpoint: url, region: REGION, credentials };
  return {
    url,
    variables: { AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: 'example', AWS_SECRET_ACCESS_KEY: 'example' },
    cloudFormation: new CloudFormationClient(options),
    lambda: new LambdaClient(options),
    s3: new S3Client({ ...options, forcePathStyle: true }),
    ssm: new SSMClient(options),
    async call(service, target, body) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': target,
          // The emulator looks for region and service in it, and verifies nothing.
          authorization: `AWS4-HMAC-SHA256 Credential=example/20260101/${REGION}/${service}/aws4_request, SignedHeaders=host, Signature=0`,
        },
        body: JSON.stringify(body),
      });
      return JSON.parse((await response.text()) || '{}') as Readonly<Record<string, unknown>>;
    },
    async stop() {
      child.removeAllListeners('exit');
      child.kill();
      await once(child, 'exit');
    },
  };
}
