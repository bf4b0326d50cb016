import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this repository. */
export const repositoryRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
