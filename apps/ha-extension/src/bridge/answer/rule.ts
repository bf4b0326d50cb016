import { isObject } from '../json.ts';

/** Whether a value is as Amazon's schema wants it. */
export type Rule = (value: unknown) => boolean;

type Members = Readonly<Record<string, Rule>>;

export const flag: Rule = (value) => typeof value === 'boolean';
export const anyObject: Rule = isObject;
export const anything: Rule = () => true;

export function among(...texts: readonly string[]): Rule {
  return (value) => typeof value === 'string' && texts.includes(value);
}

/** A text of so many characters, a pair of surrogates being one. */
export function text(min: number = 0, max: number = Infinity): Rule {
  return (value) => {
    if (typeof value !== 'string' || value.length < min) return false;
    return value.length <= max || (value.length <= 2 * max && [...value].length <= max);
  };
}

export function matching(pattern: RegExp): Rule {
  return (value) => typeof value === 'string' && pattern.test(value);
}

export function number(min: number = -Infinity, max: number = Infinity): Rule {
  return (value) => typeof value === 'number' && Number.isFinite(value) && value >= min && value <= max;
}

/** A whole number of 32 bits. */
export function integer(min: number = -2_147_483_648, max: number = 2_147_483_647): Rule {
  return (value) => Number.isInteger(value) && number(min, max)(value);
}

export function list(item: Rule, min = 0): Rule {
  return (value) => Array.isArray(value) && value.length >= min && value.every(item);
}

/** A list in which nothing stands twice. */
export function set(item: Rule): Rule {
  return (value) => list(item)(value) && distinct(value as readonly unknown[]).length === (value as []).length;
}

export function either(...rules: readonly Rule[]): Rule {
  return (value) => rules.some((rule) => rule(value));
}

/** An object with these members and any others. */
export function open(required: Members, optional: Members = {}): Rule {
  return (value) =>
    isObject(value) &&
    Object.entries(required).every(([name, rule]) => Object.hasOwn(value, name) && rule(value[name])) &&
    Object.entries(optional).every(([name, rule]) => !Object.hasOwn(value, name) || rule(value[name]));
}

/** An object with these members and no others. */
export function closed(required: Members, optional: Members = {}): Rule {
  const fits = open(required, optional);
  return (value) =>
    fits(value) &&
    Object.keys(value as object).every((name) => Object.hasOwn(required, name) || Object.hasOwn(optional, name));
}

/** The items without those that equal an earlier one, whatever the order of their members. */
export function distinct<Item>(items: readonly Item[]): readonly Item[] {
  // Most answers tell one thing, which is compared with nothing.
  if (items.length < 2) return items;
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item, sortMembers);
    return !seen.has(key) && seen.add(key);
  });
}

function sortMembers(_: string, value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

const URI =
  /^[a-z][a-z\d+.-]*:\/\/(?:(?:[\w.~!$&'()*+,;=:-]|%[\da-f]{2})*@)?[\w.-]+(?::\d+)?(?:[/?](?:[\w.~:/?@!$&'()*+,;=-]|%[\da-f]{2})*)?$/i;

/** A URI with a host (RFC 3986), as cameras have it. */
export const isUri: Rule = matching(URI);
