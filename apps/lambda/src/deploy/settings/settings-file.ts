import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { CommandError } from '../../local/command-error.ts';

export const SETTINGS_FILE = 'hearthgate.env';
export const EXAMPLE_FILE = 'hearthgate.env.example';

export interface SettingsFile {
  readonly path: string;
  /** `undefined` when there is no file. */
  readonly variables: Readonly<Record<string, string>> | undefined;
}

/**
 * Reads the settings, one `NAME=value` a line; texts of several lines stand in quotes.
 *
 * @throws CommandError when a file that was asked for by name is not there, or a line of it is none
 */
export function readSettingsFile(path: string, askedFor: boolean): SettingsFile {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error) && !askedFor) return { path, variables: undefined };
    throw new CommandError(
      `${path} could not be read (${isMissing(error) ? 'there is no such file' : String(error)}). ` +
        `Copy ${EXAMPLE_FILE} to it and fill it in.`,
      2,
      { cause: error },
    );
  }
  const variables = parseEnv(text) as Record<string, string>;
  const bad = text.split('\n').findIndex((line) => /^\s*(?:export\s+)?[A-Z]+_[A-Z0-9_]+\b(?!\s*=)/.test(line));
  if (bad !== -1) throw new CommandError(`${path}, line ${bad + 1}: there is no = after the name of the setting.`, 2);
  return { path, variables };
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
