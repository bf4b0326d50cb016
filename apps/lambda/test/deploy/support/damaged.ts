import { synthesize } from '../../../src/deploy/template/template.ts';
import { everything } from './options.ts';

// biome-ignore lint/suspicious/noExplicitAny: templates are damaged in ways that their type does not allow
export type Loose = any;

/** The template with one thing wrong in it. */
export function damaged(damage: (resources: Loose) => void): Loose {
  const template = JSON.parse(JSON.stringify(synthesize(everything)));
  damage(template.Resources);
  return template;
}
