import type { StandardSchemaIssue } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';
import { PREFIX, type SettingName, settingTable } from './setting-table.ts';

/** Tells what is wrong with a setting, in a sentence that does not repeat its value. */
export type Report = (setting: SettingName, problem: string) => void;

const TRUE = ['true', 'yes', 'on', '1', 'y', 't', 'enabled'];
const FALSE = ['false', 'no', 'off', '0', 'n', 'f', 'disabled'];

/** Reads the settings of one home: those whose names end in its suffix. */
export class SettingReader {
  readonly issues: StandardSchemaIssue[] = [];
  readonly #variables: Variables;
  readonly #suffix: string;

  /** @param suffix empty, or `__` and the name of a home */
  constructor(variables: Variables, suffix: string) {
    this.#variables = variables;
    this.#suffix = suffix;
  }

  /** A field, not a method: it is handed to readers of single values. */
  readonly report: Report = (setting, problem) => {
    const takes = settingTable[setting].takes;
    this.issues.push({ message: `${problem} It takes ${takes}.`, path: [`${PREFIX}${setting}${this.#suffix}`] });
  };

  /** The value without white space around it; `undefined` when there is none. */
  text(name: SettingName): string | undefined {
    return this.#variables[`${PREFIX}${name}${this.#suffix}`]?.trim() || undefined;
  }

  boolean(name: SettingName, byDefault: boolean): boolean {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return byDefault;
    if (TRUE.includes(text)) return true;
    if (!FALSE.includes(text)) this.report(name, 'It is neither yes nor no.');
    return false;
  }

  choice<Choice extends string>(name: SettingName, choices: readonly Choice[], byDefault: Choice): Choice {
    const text = this.text(name)?.toLowerCase();
    if (text === undefined) return byDefault;
    const chosen = choices.find((one) => one === text);
    if (chosen === undefined) this.report(name, `It is none of ${choices.join(', ')}.`);
    return chosen ?? byDefault;
  }

  milliseconds(name: SettingName, least: number, most: number, byDefault: number): number {
    const text = this.text(name);
    if (text === undefined) return byDefault;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    this.report(name, `It is no whole number from ${least} to ${most}.`);
    return byDefault;
  }

  /** Parts between commas or white space. */
  list(name: SettingName): readonly string[] {
    return (this.text(name) ?? '').split(/[\s,]+/).filter(Boolean);
  }
}
