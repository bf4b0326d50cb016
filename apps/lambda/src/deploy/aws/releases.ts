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
}

const FOLDER = 'releases/';
export const KEPT_RELEASES = 10;

/** The latest release with this template. */
export async function releaseOf(artifacts: Artifacts, template: string): Promise<Release | undefined> {
  const hash = jsonHash(template);
  const key = (await artifacts.list(FOLDER)).findLast((one) => one.endsWith(`-${hash}.json`));
  return key === undefined ? undefined : readRelease(artifacts, key.slice(FOLDER.length, -'.json'.length));
}

export async function readRelease(artifacts: Artifacts, id: string): Promise<Release | undefined> {
  const key = `${FOLDER}${id}.json`;
  if (!(await artifacts.has(key))) return undefined;
  return { id, ...(JSON.parse(await artifacts.text(key)) as Omit<Release, 'id'>) };
}

/** Notes a release, and forgets the oldest with the code that no other uses. */
export async function recordRelease(
  artifacts: Artifacts,
  release: Omit<Release, 'id'>,
  nowMs: number,
): Promise<string> {
  const time = new Date(nowMs).toISOString().replace(/[-:.]/g, '');
  const id = `${time}-${jsonHash(release.template)}`;
  await artifacts.put(`${FOLDER}${id}.json`, `${JSON.stringify(release, null, 2)}\n`);
  await forgetOldest(artifacts);
  return id;
}

async function forgetOldest(artifacts: Artifacts): Promise<void> {
  const releases = await artifacts.list(FOLDER);
  const forgotten = releases.slice(0, -KEPT_RELEASES);
  if (forgotten.length === 0) return;
  const used = (await Promise.all(releases.slice(-KEPT_RELEASES).map((key) => artifacts.text(key)))).join('\n');
  const code = (await artifacts.list('functions/')).filter((key) => !used.includes(key));
  await artifacts.remove([...forgotten, ...code]);
}

/** The key of the code that a template names. */
export function codeKeyOf(template: string): string | undefined {
  return /functions\/[\da-f]{64}\.zip/.exec(template)?.[0];
}
