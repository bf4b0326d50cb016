/** A member of untrusted data, or `undefined` where there is none, it is inherited, or reading it throws. */
export function ownMember(value: unknown, ...path: readonly string[]): unknown {
  try {
    let member = value;
    for (const key of path) {
      if (typeof member !== 'object' || member === null || !Object.hasOwn(member, key)) return undefined;
      member = (member as Record<string, unknown>)[key];
    }
    return member;
  } catch {
    return undefined;
  }
}

/** As `ownMember`, for texts that are not empty. */
export function ownText(value: unknown, ...path: readonly string[]): string | undefined {
  const member = ownMember(value, ...path);
  return typeof member === 'string' && member !== '' ? member : undefined;
}
