/** Makes one member of an object; only names that it answers `true` for are asked of it. */
export interface MemberMaker {
  has(name: string): boolean;
  make(owner: object, name: string): unknown;
}

/**
 * What objects inherit from whose members are made when they are first read, and are their own from then on. Every gateway
 * has such an object for every chain that calls it, and nearly all of their members are never read: to make them all, or an
 * accessor for each, would be a part of every cold start.
 */
export function madeOnRead({ has, make }: MemberMaker): object {
  return new Proxy(Object.create(null), {
    get(_, name, owner) {
      if (typeof name !== 'string' || !has(name)) return undefined;
      const value = make(owner, name);
      Object.defineProperty(owner, name, { value, enumerable: true });
      return value;
    },
    has: (_, name) => typeof name === 'string' && has(name),
  });
}
