import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { artifactsTemplate } from '../../src/deploy/template/artifacts.ts';
import { synthesize, type TemplateOptions, templateText } from '../../src/deploy/template/template.ts';
import { CUSTOM_SKILL, everything, nothing, SMART_HOME_SKILL } from './support/options.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look for what may not be there
type Loose = any;

function resourcesOf(options: TemplateOptions): Loose {
  return synthesize(options).Resources;
}

/** All resources of a type. */
function ofType(options: TemplateOptions, type: string): Loose[] {
  return Object.values(resourcesOf(options)).filter((resource: Loose) => resource.Type === type);
}

describe('the template', () => {
  it('is the same text for the same options, so that nothing changes when nothing did', () => {
    expect(templateText(synthesize(everything))).toBe(templateText(synthesize({ ...everything })));
  });

  it('is small enough to be sent without a bucket', () => {
    expect(Buffer.byteLength(templateText(synthesize(everything)))).toBeLessThan(51_200);
  });

  it('makes an arm64 function of nodejs24.x with 10 s and the built handler', () => {
    const [fn] = ofType(nothing, 'AWS::Lambda::Function');
    expect(fn.Properties).toMatchObject({
      FunctionName: 'hearthgate',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 128,
      Timeout: 10,
      Handler: 'index.handler',
      Code: { S3Bucket: { Ref: 'CodeBucket' }, S3Key: nothing.codeKey },
    });
  });

  it('lets only the named skills call, each by the principal of its kind', () => {
    expect(ofType(everything, 'AWS::Lambda::Permission').map(({ Properties }) => Properties)).toEqual([
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] },
        Principal: 'alexa-connectedhome.amazon.com',
        EventSourceToken: SMART_HOME_SKILL,
      },
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['Function', 'Arn'] },
        Principal: 'alexa-appkit.amazon.com',
        EventSourceToken: CUSTOM_SKILL,
      },
    ]);
  });

  it('lets nobody call when no skill is named', () => {
    expect(ofType(nothing, 'AWS::Lambda::Permission')).toEqual([]);
  });

  it('keeps the log for as long as asked and deletes it with the stack', () => {
    const [log] = ofType({ ...nothing, logDays: 30 }, 'AWS::Logs::LogGroup');
    expect(log).toMatchObject({
      DeletionPolicy: 'Delete',
      Properties: { LogGroupName: '/aws/lambda/hearthgate', RetentionInDays: 30 },
    });
    const [fn] = ofType(nothing, 'AWS::Lambda::Function');
    expect(fn.Properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', LogGroup: { Ref: 'LogGroup' } });
  });

  it('makes the table that the store reads, on demand, with the time to live on', () => {
    const [table] = ofType(everything, 'AWS::DynamoDB::Table');
    const store = readFileSync(join(import.meta.dirname, '../../src/dynamo-store.ts'), 'utf8');
    expect(table.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
    });
    expect(store).toMatch(/Key: \{ id: \{ S: id \} \}/);
    expect(store).toMatch(/expiresAt: \{ N: /);
    const [fn] = ofType(everything, 'AWS::Lambda::Function');
    expect(fn.Properties.Environment.Variables.HEARTHGATE_CACHE_TABLE).toEqual({ Ref: 'CacheTable' });
  });

  it('keeps the table or deletes it with the stack, as asked', () => {
    const policyOf = (retain: boolean) => {
      const [{ DeletionPolicy, UpdateReplacePolicy }] = ofType(
        { ...nothing, table: { retain } },
        'AWS::DynamoDB::Table',
      );
      return [DeletionPolicy, UpdateReplacePolicy];
    };
    expect(policyOf(true)).toEqual(['Retain', 'Retain']);
    expect(policyOf(false)).toEqual(['Delete', 'Delete']);
  });

  it('alarms on errors, throttles and answers that are almost too late, within the ten free alarms', () => {
    const alarms = ofType(everything, 'AWS::CloudWatch::Alarm');
    expect(alarms.map(({ Properties }) => Properties.MetricName)).toEqual(['Errors', 'Throttles', 'Duration']);
    const [fn] = ofType(everything, 'AWS::Lambda::Function');
    for (const { Properties } of alarms) {
      expect(Properties.Dimensions).toEqual([{ Name: 'FunctionName', Value: { Ref: 'Function' } }]);
      expect(Properties.AlarmActions).toEqual([{ Ref: 'AlarmTopic' }]);
    }
    expect(alarms[2].Properties.Threshold).toBeLessThan(Math.min(8_000, fn.Properties.Timeout * 1_000));
    expect(
      ofType(nothing, 'AWS::CloudWatch::Alarm').every(({ Properties }) => Properties.AlarmActions === undefined),
    ).toBe(true);
  });

  it('gives the function an address for signed requests only, when asked', () => {
    expect(ofType(everything, 'AWS::Lambda::Url').map(({ Properties }) => Properties.AuthType)).toEqual(['AWS_IAM']);
    expect(ofType(nothing, 'AWS::Lambda::Url')).toEqual([]);
  });

  it('keeps the bucket private, encrypted and versioned', () => {
    const { Bucket } = artifactsTemplate().Resources as Loose;
    expect(Bucket.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      VersioningConfiguration: { Status: 'Enabled' },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    });
    expect(JSON.stringify(Bucket.Properties.BucketEncryption)).toContain('AES256');
    expect(Bucket.Properties.LifecycleConfiguration.Rules[0].NoncurrentVersionExpiration.NoncurrentDays).toBe(30);
  });
});
