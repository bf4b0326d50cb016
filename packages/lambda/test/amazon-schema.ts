import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ValidateFunction } from 'ajv';
import Ajv04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';

const folder = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/**
 * Whether test data of others lies beside the repository: `alexa-smarthome/` from alexa-samples/alexa-smarthome and
 * `custom-skill/` from jovotech/jovo-framework, both on GitHub.
 */
export const hasSharedData: boolean = existsSync(folder);

/** Amazon's schema of messages from a skill to Alexa, compiled. */
export function smartHomeSchema(): ValidateFunction {
  const ajv = new Ajv04.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(readJson(`${folder}/alexa-smarthome/alexa_smart_home_message_schema.json`) as object);
}

/** Amazon's sample directives, by file name. */
export function sampleDirectives(): readonly (readonly [string, unknown])[] {
  const samples = `${folder}/alexa-smarthome/sample_messages`;
  return readdirSync(samples, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, readJson(`${samples}/${file}`)] as const)
    .filter(([, message]) => typeof message === 'object' && message !== null && 'directive' in message);
}

/** Custom-skill requests, by file name. */
export function skillRequests(): readonly (readonly [string, unknown])[] {
  const samples = `${folder}/custom-skill`;
  const files = readdirSync(samples).filter((file) => file.endsWith('.json'));
  return files.map((file) => [file, readJson(`${samples}/${file}`)] as const);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
