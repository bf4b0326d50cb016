import type { CacheBackup, CacheEntry } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import { packEntry, unpackEntry } from './codec/envelope.ts';
import { NotPortableError } from './codec/portable.ts';
import type { Sealing, SecurityCipher } from './codec/sealing.ts';
import { TierUnavailableError } from './tiers/tier-health.ts';

/** Says what the text is, and that it is not encrypted or is. */
const OPEN = 'hearthgate-cache-backup:open:';
const SEALED = 'hearthgate-cache-backup:sealed:';
const CONTEXT = 'backup';

/** Entries as one text. Encrypted when there is a key; the text stays with the caller, so without one it is readable. */
export async function createBackup(
  entries: readonly CacheEntry[],
  sealing: Sealing,
  security: SecurityCipher,
): Promise<CacheBackup> {
  const packed: string[] = [];
  // Oldest use first, so that bringing them back leaves the same order.
  for (const entry of entries.toReversed()) {
    try {
      packed.push(packEntry({ entry, versions: [] }));
    } catch (error) {
      if (!(error instanceof NotPortableError)) throw error;
    }
  }
  const text = JSON.stringify(packed);
  const sealed = await sealing.seal(text, CONTEXT, security, false).catch((error: unknown) => {
    if (error instanceof TierUnavailableError) return undefined;
    throw error;
  });
  const data = sealed === undefined ? OPEN + text : SEALED + sealed;
  return { data, entries: packed.length, skipped: entries.length - packed.length };
}

/** @throws GatewayError `CACHE_INVALID_BACKUP` */
export async function readBackup(
  data: unknown,
  sealing: Sealing,
  security: SecurityCipher,
): Promise<readonly CacheEntry[]> {
  if (typeof data !== 'string') throw invalid('data is the text that backup answered');
  try {
    const texts = JSON.parse(await textOf(data, sealing, security)) as readonly string[];
    return texts.map((text) => unpackEntry(text).entry);
  } catch (error) {
    throw invalid('the text is no backup, was damaged, or was made under another key', error);
  }
}

async function textOf(data: string, sealing: Sealing, security: SecurityCipher): Promise<string> {
  if (data.startsWith(SEALED)) return sealing.open(data.slice(SEALED.length), CONTEXT, security);
  if (!data.startsWith(OPEN)) throw new Error('it does not begin as a backup does');
  const hasKey = await sealing.seal('', CONTEXT, security, false).then(
    () => true,
    (error: unknown) => !(error instanceof TierUnavailableError),
  );
  // Otherwise anybody could hand in entries of their own.
  if (hasKey) throw new Error('it is not encrypted, and this cache has a key');
  return data.slice(OPEN.length);
}

function invalid(reason: string, cause?: unknown): GatewayError {
  return new GatewayError('CACHE_INVALID_BACKUP', `Nothing was restored: ${reason}.`, { cause });
}
