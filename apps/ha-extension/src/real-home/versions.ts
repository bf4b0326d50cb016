/** A release of Home Assistant Core, and what has to be said to pip beside its own constraints. */
export interface HomeRelease {
  readonly version: string;
  /** Pins of what the release leaves open and a newer library has broken since. */
  readonly pins: readonly string[];
}

/** The last release that runs on each Python (PyPI, November 2026). */
const releases: ReadonlyMap<string, HomeRelease> = new Map([
  // acme 2.8, which it pins, needs what josepy removed in 2.0.
  ['3.11', { version: '2024.3.3', pins: ['josepy==1.14.0'] }],
  ['3.12', { version: '2025.1.4', pins: ['josepy==1.14.0'] }],
  ['3.13', { version: '2026.2.3', pins: [] }],
  ['3.14', { version: '2026.11.0', pins: [] }],
]);

/** Pythons for which there is a release, the newest first. */
export const supportedPythons: readonly string[] = [...releases.keys()].reverse();

/**
 * The release for a Python such as `3.11`, or the given one on it.
 *
 * @throws Error when there is none
 */
export function releaseFor(python: string, version?: string): HomeRelease {
  const known = releases.get(python);
  if (known === undefined) throw new Error(`There is no release of Home Assistant for Python ${python}.`);
  return version === undefined ? known : { ...known, version };
}
