import { ref, type Template } from './resource.ts';

const KEEP_REPLACED_DAYS = 30;

/** The stack beside the function's: a private bucket for its code and for the templates that a rollback goes back to. */
export function artifactsTemplate(): Template {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Hearthgate: code and former templates of the function.',
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Delete',
        UpdateReplacePolicy: 'Delete',
        Properties: {
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: {
            BlockPublicAcls: true,
            BlockPublicPolicy: true,
            IgnorePublicAcls: true,
            RestrictPublicBuckets: true,
          },
          VersioningConfiguration: { Status: 'Enabled' },
          LifecycleConfiguration: {
            Rules: [
              {
                Id: 'replaced-and-unfinished',
                Status: 'Enabled',
                NoncurrentVersionExpiration: { NoncurrentDays: KEEP_REPLACED_DAYS },
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
              },
            ],
          },
        },
      },
    },
    Outputs: { BucketName: { Description: 'The bucket.', Value: ref('Bucket') } },
  };
}
