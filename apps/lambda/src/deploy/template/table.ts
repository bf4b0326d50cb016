import { type Part, ref } from './resource.ts';

export const TABLE = 'CacheTable';

/** The table that all execution environments share, as `src/dynamo-store.ts` lays it out; paid by request. */
export function tablePart({ retain }: { readonly retain: boolean }): Part {
  const policy = retain ? 'Retain' : 'Delete';
  return {
    resources: {
      [TABLE]: {
        Type: 'AWS::DynamoDB::Table',
        DeletionPolicy: policy,
        UpdateReplacePolicy: policy,
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
          // What a cache loses comes again, so a copy of each moment would cost for nothing.
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
          SSESpecification: { SSEEnabled: false },
        },
      },
    },
    outputs: { TableName: { Description: 'The shared table.', Value: ref(TABLE) } },
  };
}
