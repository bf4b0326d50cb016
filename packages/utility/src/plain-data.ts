import type { JsonValue } from '@hearthgate/contracts';

/** Control characters but for line breaks and tabs, and those that turn the direction of text (Unicode UAX 9). */
const CONTROLS = /[[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]--[\n\r\t]]/gv;

/** JSON of what is a plain tree already, without control characters and without members that change prototypes. */
export function plainData(value: unknown): JsonValue {
  if (typeof value === 'string') return value.replace(CONTROLS, '').toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(plainData);
  if (typeof value !== 'object' || value === null) return null;
  const members = Object.entries(value).flatMap(([key, member]): [string, JsonValue][] => {
    const name = key.replace(CONTROLS, '').toWellFormed();
    const isKept = member !== undefined && name !== '__proto__' && name !== 'constructor' && name !== 'prototype';
    return isKept ? [[name, plainData(member)]] : [];
  });
  return Object.fromEntries(members);
}
