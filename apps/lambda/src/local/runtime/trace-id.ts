import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** A fresh X-Ray trace header, unsampled: `Root=1-<seconds in hex>-<96 bits>;Parent=<64 bits>;Sampled=0`. */
export function createTraceId(clock: Clock): string {
  const seconds = Math.floor(clock.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}
