import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceDocs } from './lib/reference-docs.mjs';
import { repositoryRoot } from './lib/root.mjs';

// Writes the pages anew that are made from the code.
for (const [name, text] of Object.entries(await referenceDocs())) {
  writeFileSync(join(repositoryRoot, name), text);
  console.log(name);
}
