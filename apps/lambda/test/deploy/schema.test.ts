import { describe, expect, it } from 'vitest';
import { artifactsTemplate } from '../../src/deploy/template/artifacts.ts';
import { synthesize } from '../../src/deploy/template/template.ts';
import { damaged, type Loose } from './support/damaged.ts';
import { everything, nothing } from './support/options.ts';
import { problemsIn } from './support/validate.ts';

describe('the schemas of all resources', () => {
  it.each([
    ['with everything', synthesize(everything)],
    ['with nothing that is optional', synthesize(nothing)],
    ['of the bucket', artifactsTemplate()],
  ])('find nothing wrong in the template %s', (_title, template) => {
    expect(problemsIn(template)).toEqual([]);
  });

  it.each<[string, (resources: Loose) => void, RegExp]>([
    [
      'a property that there is not',
      (all) => (all.Function.Properties.Memory = 128),
      /^Function: .*'Memory' was unexpected/,
    ],
    ['a runtime that there is not', (all) => (all.Function.Properties.Runtime = 'nodejs99.x'), /^Function: .*nodejs99/],
    [
      'a reference to nothing',
      (all) => (all.Function.Properties.Code.S3Bucket = { Ref: 'Nowhere' }),
      /^Function: .*Nowhere/,
    ],
    [
      'an attribute that there is not',
      (all) => (all.Function.Properties.Role = { 'Fn::GetAtt': ['Role', 'Name'] }),
      /^Function: /,
    ],
    [
      'a retention that CloudWatch does not know',
      (all) => (all.LogGroup.Properties.RetentionInDays = 15),
      /^LogGroup: .*15/,
    ],
    ['a property of the wrong kind', (all) => (all.CacheTable.Properties.KeySchema = 'id'), /^CacheTable: /],
    ['a missing property', (all) => delete all.Url.Properties.AuthType, /^Url: .*AuthType/],
  ])('refuse %s', (_title, damage, problem) => {
    expect(problemsIn(damaged(damage)).join('\n')).toMatch(problem);
  });
});
