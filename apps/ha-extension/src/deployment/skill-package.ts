import { cp, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The skill packages in the layout of the ASK CLI, with this in place of the function's ARN. */
export const ARN_PLACEHOLDER = 'arn:aws:lambda:eu-west-1:123456789012:function:hearthgate';

/** By the package's own name, because a built module may lie in any folder. */
const MANIFEST = createRequire(import.meta.url).resolve('@hearthgate/ha-extension/package.json');
/** A project of the ASK CLI for each of the two skills. */
export const SKILL_PACKAGES: string = join(dirname(MANIFEST), 'skill-package');

/** The manifests, relative to the folder of the packages. */
export const skillManifests: Readonly<Record<'smartHome' | 'custom', string>> = {
  smartHome: 'smart-home/skill-package/skill.json',
  custom: 'custom/skill-package/skill.json',
};

/** Copies the skill packages to a folder, with the function's ARN in their manifests. */
export async function writeSkillPackages(folder: string, arn: string): Promise<void> {
  await cp(SKILL_PACKAGES, folder, { recursive: true });
  for (const manifest of Object.values(skillManifests)) {
    const text = await readFile(join(SKILL_PACKAGES, manifest), 'utf8');
    await writeFile(join(folder, manifest), text.replaceAll(ARN_PLACEHOLDER, arn));
  }
}
