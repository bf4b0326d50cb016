import type { Gateways } from '@hearthgate/contracts';
import type { Variables } from '@hearthgate/kernel';
import type { EncryptionKeys } from '@hearthgate/security';

/** What the function itself is configured with; everything has a default. */
export interface FunctionSettings {
  /** The DynamoDB table that all execution environments share (`HEARTHGATE_CACHE_TABLE`). Default: none. */
  readonly cacheTable: string | undefined;
  /**
   * Where values outlive a crash of the process (`HEARTHGATE_CACHE_DIRECTORY`). Default: `hearthgate` in the temp
   * directory when there is a key; without one nothing that is written there could be read again.
   */
  readonly cacheDirectory: string | undefined;
  /** Whether `HEARTHGATE_ENCRYPTION_KEY` says something. */
  readonly hasEncryptionKey: boolean;
}

const KEY_SETTING = 'HEARTHGATE_ENCRYPTION_KEY';

export function functionSettings(variables: Variables): FunctionSettings {
  const text = (name: string) => variables[name]?.trim() || undefined;
  const hasEncryptionKey = text(KEY_SETTING) !== undefined;
  const byDefault = hasEncryptionKey ? `${text('TMPDIR') ?? '/tmp'}/hearthgate` : undefined;
  return {
    cacheTable: text('HEARTHGATE_CACHE_TABLE'),
    cacheDirectory: text('HEARTHGATE_CACHE_DIRECTORY') ?? byDefault,
    hasEncryptionKey,
  };
}

/**
 * The keys that `HEARTHGATE_ENCRYPTION_KEY` holds or names, newest first. The name of a key is the beginning of its hash,
 * so that keys can be changed without keeping a list of names.
 */
export async function encryptionKeys({ initialization }: Pick<Gateways, 'initialization'>): Promise<EncryptionKeys> {
  const text = await initialization.operations.getSecret({ name: KEY_SETTING });
  const { hash } = process.getBuiltinModule('node:crypto');
  return text
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((key) => ({ id: hash('sha256', key, 'hex').slice(0, 12), key }));
}
