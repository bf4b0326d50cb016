import { describe, expect, it } from 'vitest';
import { synthesize } from '../../src/deploy/template/template.ts';
import { damaged, type Loose } from './support/damaged.ts';
import { everything, nothing } from './support/options.ts';
import { brokenPromises } from './support/rules.ts';

const statements = (resources: Loose) => resources.Role.Properties.Policies[0].PolicyDocument.Statement;

describe('the role', () => {
  const allowed = (options = everything) =>
    statements(synthesize(options).Resources).map(({ Action, Resource }: Loose) => [Action, Resource]);
  const here = (service: string, rest: string) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${rest}`,
  });

  it('may write its own log and nothing else when there is nothing to read', () => {
    expect(allowed(nothing)).toEqual([
      [['logs:CreateLogStream', 'logs:PutLogEvents'], [{ 'Fn::GetAtt': ['LogGroup', 'Arn'] }]],
    ]);
  });

  it('may read the settings that its environment names, and use its table with the four actions of the store', () => {
    expect(allowed().slice(1)).toEqual([
      [['ssm:GetParameters'], [here('ssm', 'parameter/hearthgate/HEARTHGATE_ENCRYPTION_KEY')]],
      [['ssm:GetParametersByPath'], [here('ssm', 'parameter/shared/settings')]],
      [
        ['secretsmanager:GetSecretValue'],
        [
          'arn:aws:secretsmanager:eu-west-1:123456789012:secret:other-AbCdEf',
          here('secretsmanager', 'secret:bridge/token-??????'),
        ],
      ],
      [
        ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        [{ 'Fn::GetAtt': ['CacheTable', 'Arn'] }],
      ],
    ]);
  });

  it('can be taken by Lambda only', () => {
    const { Role } = synthesize(everything).Resources as Loose;
    expect(Role.Properties.AssumeRolePolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
  });
});

describe('the promises of the template', () => {
  it.each([everything, nothing])('hold', (options) => {
    expect(brokenPromises(synthesize(options))).toEqual([]);
  });

  it.each<[string, (resources: Loose) => void, string]>([
    [
      'a trigger without a skill',
      (all) => delete all.SmartHomeTrigger.Properties.EventSourceToken,
      'SmartHomeTrigger lets others than one skill call',
    ],
    [
      'a trigger for everybody',
      (all) => (all.CustomSkillTrigger.Properties.Principal = '*'),
      'CustomSkillTrigger lets others than one skill call',
    ],
    ['an open address', (all) => (all.Url.Properties.AuthType = 'NONE'), 'Url answers anybody'],
    ['a wildcard for resources', (all) => (statements(all)[0].Resource = ['*']), 'Role may use *'],
    [
      'a wildcard inside an ARN',
      (all) => statements(all)[1].Resource.push({ 'Fn::Sub': 'arn:aws:ssm:x:y:parameter/*' }),
      'Role may use arn:aws:ssm:x:y:parameter/*',
    ],
    ['a wildcard for actions', (all) => statements(all)[4].Action.push('dynamodb:*'), 'Role may do dynamodb:*'],
    [
      'a managed policy',
      (all) => (all.Role.Properties.ManagedPolicyArns = ['arn:aws:iam::aws:policy/AdministratorAccess']),
      'Role has a managed policy',
    ],
    [
      'everything but something',
      (all) => (statements(all)[0].NotAction = ['iam:CreateUser']),
      'Role is allowed all but something',
    ],
  ])('are seen to be broken by %s', (_title, damage, problem) => {
    expect(brokenPromises(damaged(damage))).toEqual([problem]);
  });
});
