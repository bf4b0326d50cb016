/** A member of untrusted data, or `undefined` where there is none, it is inherited, or reading it throws. */
export function ownMember(value: unknown, ...path: readonly string[]): unknown {
  let member = value;
  for (let index = 0; index < path.length && member !== undefined; index += 1) {
    member = own(member, path[index] as string);
  }
  return member;
}

/** One member, as `ownMember` reads it. For reading several of one value, which is found once. */
export function own(value: unknown, key: string): unknown {
  try {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** As `ownMember`, for texts that are not empty. */
export function ownText(value: unknown, ...path: readonly string[]): string | undefined {
  const member = ownMember(value, ...path);
  return typeof member === 'string' && member !== '' ? member : undefined;
}
