import { toJson } from '@hearthgate/kernel';

/**
 * What a line tells beside what the gateway itself says. Of nearly all lines there is only the text, which is read again
 * when somebody asks for the entry.
 */
export interface Told {
  readonly members?: Readonly<Record<string, unknown>> | undefined;
  readonly line: string;
  /** Without `members`: so many characters before the closing brace of the line are theirs, `,"room":"hall"` for each. */
  readonly toldLength: number;
}

export function toldMembers(told: Told): Readonly<Record<string, unknown>> {
  return told.members ?? (JSON.parse(textOf(told)) as Record<string, unknown>);
}

/** JSON text of the members; nothing when they have none. */
export function toldJson(told: Told): string | undefined {
  return told.members === undefined ? textOf(told) : toJson(told.members);
}

/** Whether nothing is told. */
export function isNothing({ members, toldLength }: Told): boolean {
  if (members === undefined) return toldLength === 0;
  for (const _ in members) return false;
  return true;
}

/** A line ends with a brace and a line feed. */
function textOf({ line, toldLength }: Told): string {
  const end = line.length - 2;
  return `{${line.slice(end - toldLength + 1, end)}}`;
}
