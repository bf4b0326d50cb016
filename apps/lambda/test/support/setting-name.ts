import { settingDescriptions } from '@hearthgate/ha-extension';

/** The variable of a setting of the home, by how its name ends; the beginning is the business of the extension. */
export function settingName(end: string): string {
  const name = Object.keys(settingDescriptions).find((one) => one.endsWith(`_${end}`));
  if (name === undefined) throw new Error(`There is no setting that ends in ${end}.`);
  return name;
}
