import { TempStore } from '../../src/tiers/temp-store.ts';

/** A process that reads 300 texts of a directory at once and says what they were. */
const [directory = ''] = process.argv.slice(2);
const store = await new TempStore({ directory, maxBytes: 10_000_000, now: Date.now }).open();
const texts = await store.readMany(Array.from({ length: 300 }, (_, index) => `${index}`));
process.stdout.write(JSON.stringify(texts));
