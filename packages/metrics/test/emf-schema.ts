import { Ajv } from 'ajv';

/**
 * The rules of the embedded metric format in the words of JSON Schema, written from AWS's specification of it: what a
 * document must have, and how much of each. What a schema cannot say (names that refer to members) is in emf-rules.ts.
 */
const emfSchema = {
  type: 'object',
  required: ['_aws'],
  properties: {
    _aws: {
      type: 'object',
      required: ['Timestamp', 'CloudWatchMetrics'],
      properties: {
        Timestamp: { type: 'integer', minimum: 0 },
        CloudWatchMetrics: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['Namespace', 'Dimensions', 'Metrics'],
            properties: {
              Namespace: { type: 'string', minLength: 1, maxLength: 1_024 },
              Dimensions: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'array',
                  minItems: 1,
                  maxItems: 30,
                  uniqueItems: true,
                  items: { type: 'string', minLength: 1, maxLength: 250 },
                },
              },
              Metrics: {
                type: 'array',
                minItems: 1,
                maxItems: 100,
                items: {
                  type: 'object',
                  additionalProperties: false,
                  required: ['Name'],
                  properties: {
                    Name: { type: 'string', minLength: 1, maxLength: 1_024 },
                    Unit: { type: 'string', minLength: 1 },
                    StorageResolution: { enum: [1, 60] },
                  },
                },
              },
            },
          },
        },
      },
    },
  },
  additionalProperties: {
    anyOf: [
      { type: ['string', 'number', 'null', 'boolean', 'object'] },
      { type: 'array', minItems: 1, maxItems: 100, items: { type: 'number' } },
    ],
  },
};

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(emfSchema);

/** What ajv finds wrong with a document; empty when nothing. */
export function schemaProblems(document: unknown): string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
