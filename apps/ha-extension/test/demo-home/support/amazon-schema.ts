import { existsSync, readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const SCHEMA = new URL(
  '../../../../../../shared/data/alexa-smarthome/alexa_smart_home_message_schema.json',
  import.meta.url,
);

/** Whether Amazon's schema lies beside the repository; its licence does not let it lie inside. */
export const schemaIsMissing: boolean = !existsSync(SCHEMA);

/** Goes into the titles of tests that need the schema, so that a skipped one says what it wants. */
export const SCHEMA_HINT =
  '[needs ../shared/data/alexa-smarthome/alexa_smart_home_message_schema.json from alexa-samples/alexa-smarthome]';

/** What Amazon's schema finds wrong with a message; empty when it is valid. */
export type SchemaCheck = (message: unknown) => readonly string[];

/** Compiles the schema; it takes a second or two, so once in a file is enough. */
export function compileSchema(): SchemaCheck {
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA, 'utf8')));
  return (message) =>
    validate(message) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
