import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject } from 'ajv';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

/** Amazon's own data is not part of the repository (its licence); it stands beside the checkout where there is any. */
const DATA = join(import.meta.dirname, '../../../../../shared/data');

/** Whether Amazon's schema and samples are there. */
export const hasSharedData: boolean = existsSync(DATA);

/** Why cases are skipped, for their titles. */
export const HOW_TO_GET_DATA =
  "put Amazon's schema and samples (github.com/alexa-samples/alexa-smarthome) into ../shared/data/alexa-smarthome";

export interface Sample {
  readonly file: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** All JSON files below a folder of the data. */
export function readSamples(folder: string): readonly Sample[] {
  if (!hasSharedData) return [];
  return readdirSync(join(DATA, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, message: JSON.parse(readFileSync(join(DATA, folder, file), 'utf8')) }));
}

let validate: ((message: unknown) => string[]) | undefined;

/** What Amazon's schema has against a message; empty when it is valid. Throws when the schema is not there. */
export function schemaProblems(message: unknown): readonly string[] {
  validate ??= compile();
  return validate(message);
}

function compile(): (message: unknown) => string[] {
  const ajv = new Ajv04.default({ strict: false, unicodeRegExp: false, allErrors: false });
  addFormats.default(ajv);
  const schema = JSON.parse(readFileSync(join(DATA, 'alexa-smarthome/alexa_smart_home_message_schema.json'), 'utf8'));
  const check = ajv.compile(schema);
  return (message) =>
    check(message)
      ? []
      : (check.errors ?? []).map(({ instancePath, message: text }: ErrorObject) => `${instancePath} ${text}`);
}
