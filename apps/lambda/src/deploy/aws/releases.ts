import type { Artifacts } from './artifacts.ts';
import { jsonHash } from './same-json.ts';

/** A deployment that was carried out, as it is kept for a rollback. */
export interface Release {
  /** Its place in the order of releases: time and hash. */
  readonly id: string;
  readonly template: string;
  readonly tags: Readonly<Record<string, string>>;
  /** The release that it followed. */
  readonly previous: string | undefined;
  /** The build that its code is of: another key than its code's where that has a code cache. Unknown in old releases. */
  readonly build?: string | undefined;
}

const FOLDER = 'releases/';
export const KEPT_RELEASES = 10;

/** The latest release with this template. */
export async function releaseOf(artifacts: Artifacts, template: string): Promise<Release | undefined> {
  const hash = jsonHash(template);
  const id = (await releaseIds(artifacts)).findLast((one) => one.endsWith(`-${hash}`));
  return id === undefined ? undefined : readRelease(artifacts, id);
}

/** The key of the code that the latest release of a build has, if that has a code cache. */
export async function cachedCodeOf(artifacts: Artifacts, build: string): Promise<string | undefined> {
  for (const id of (await releaseIds(artifacts)).reverse()) {
    const release = await readRelease(artifacts, id);
    if (release?.build !== build) continue;
    const code = codeKeyOf(release.template);
    if (code !== undefined && code !== build && (await artifacts.has(code))) return code;
  }
  return undefined;
}

export async function readRelease(artifacts: Artifacts, id: string): Promise<Release | undefined> {
  const key = keyOf(id);
  if (!(await artifacts.has(key))) return undefined;
  return { id, ...(JSON.parse(await artifacts.text(key)) as Omit<Release, 'id'>) };
}

/**
 * Notes a release, and forgets the oldest with the code that no other has.
 *
 * @param replaced the release that it stands in the place of, which is forgotten, too
 */
export async function recordRelease(
  artifacts: Artifacts,
  release: Omit<Release, 'id'>,
  nowMs: number,
  replaced?: Release,
): Promise<Release> {
  const time = new Date(nowMs).toISOString().replace(/[-:.]/g, '');
  const id = `${time}-${jsonHash(release.template)}`;
  await artifacts.put(keyOf(id), `${JSON.stringify(release, null, 2)}\n`);
  await forget(artifacts, replaced === undefined ? [] : [replaced.id]);
  return { id, ...release };
}

async function forget(artifacts: Artifacts, replaced: readonly string[]): Promise<void> {
  const ids = (await releaseIds(artifacts)).filter((id) => !replaced.includes(id));
  const forgotten = [...replaced, ...ids.slice(0, -KEPT_RELEASES)];
  if (forgotten.length === 0) return;
  const kept = await Promise.all(ids.slice(-KEPT_RELEASES).map((id) => readRelease(artifacts, id)));
  const used = new Set(kept.map((release) => codeKeyOf(release?.template ?? '')));
  const code = (await artifacts.list('functions/')).filter((key) => !used.has(key));
  await artifacts.remove([...forgotten.map(keyOf), ...code]);
}

async function releaseIds(artifacts: Artifacts): Promise<string[]> {
  return (await artifacts.list(FOLDER)).map((key) => key.slice(FOLDER.length, -'.json'.length));
}

function keyOf(id: string): string {
  return `${FOLDER}${id}.json`;
}

/** The key of the code that a template names. */
export function codeKeyOf(template: string): string | undefined {
  return /functions\/[\da-f]{64}\.zip/.exec(template)?.[0];
}
