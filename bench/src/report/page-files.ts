import type { Results } from '../result.ts';
export async function writePage(_results: Results): Promise<void> {}
