import type { SettingReader } from './setting-reader.ts';

/** What a rule speaks of: all entities of a domain or an area, those with a label, or one. */
export interface ExposureRule {
  readonly kind: 'domain' | 'area' | 'label' | 'entity';
  readonly name: string;
}

export interface ExposureSettings {
  /** Empty: everything that is known. */
  readonly expose: readonly ExposureRule[];
  readonly hide: readonly ExposureRule[];
}

export function readExposure(reader: SettingReader): ExposureSettings {
  return { expose: readRules(reader, 'EXPOSE'), hide: readRules(reader, 'HIDE') };
}

const RULE = /^(domain|area|label|entity):\s*(.+)$/;

/** Names of areas and labels may have spaces in them, so only commas and line breaks part the rules. */
function readRules(reader: SettingReader, name: 'EXPOSE' | 'HIDE'): readonly ExposureRule[] {
  const texts = (reader.text(name) ?? '').split(/[,\n]+/).map((text) => text.trim());
  return texts.filter(Boolean).flatMap((text): ExposureRule[] => {
    const [, kind, given = ''] = RULE.exec(text) ?? [];
    const isEntity = kind === undefined && /^[a-z_]+\.[a-z0-9_]+$/i.test(text);
    if (isEntity) return [{ kind: 'entity', name: text.toLowerCase() }];
    if (kind === undefined) {
      reader.report(name, 'A part of it has no domain:, area:, label: or entity: before it.');
      return [];
    }
    const called = given.trim();
    // The ids of a home have no capitals: what hides `Lock.front_door` must not show it for the sake of a letter.
    const isId = kind === 'domain' || kind === 'entity';
    return [{ kind: kind as ExposureRule['kind'], name: isId ? called.toLowerCase() : called }];
  });
}
