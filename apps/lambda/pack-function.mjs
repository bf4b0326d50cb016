// Makes dist/function.zip of what the bundler left in dist/function: what is uploaded to Lambda. The same sources give the
// same bytes.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeScripts } from './script-chunks.mjs';
import { zipOfFunction } from './src/deploy/function-zip.ts';

const folder = join(import.meta.dirname, 'dist/function');
await makeScripts(folder);
copyFileSync(join(import.meta.dirname, 'dist/entry/index.mjs'), join(folder, 'index.mjs'));
const names = readdirSync(folder).sort();
const contents = names.map((name) => readFileSync(join(folder, name)));
const zip = zipOfFunction(Object.fromEntries(names.map((name, index) => [name, contents[index]])));
writeFileSync(join(import.meta.dirname, 'dist/function.zip'), zip);

const unpacked = contents.reduce((sum, content) => sum + content.byteLength, 0);
const entry = contents[names.indexOf('index.mjs')].byteLength;
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
console.log(
  `function.zip: ${names.length} files, ${kB(unpacked)} unpacked (${kB(entry)} in index.mjs), ${kB(zip.byteLength)} zipped`,
);
