import type { WebSocket as WebSocketClass } from 'undici';
import type { Undici } from './undici-core.ts';

/**
 * Loads undici's core when the first connection is needed: the heaviest part of this package, and half of what `undici`
 * itself would load, which brings `fetch`, caches and mocks along. The version is pinned exactly, as these paths are no
 * promise of undici's; a test holds them to what `undici` exports.
 */
export async function loadUndici(): Promise<Undici> {
  return (await import('./undici-core.ts')).undiciCore;
}

/**
 * Loads what the first request would load: undici's core, Node's TLS and the certificates that it trusts. For a start-up that
 * has more time, or a faster processor, than the first request.
 */
export async function loadTransport(): Promise<void> {
  const { createSecureContext } = process.getBuiltinModule('node:tls');
  await loadUndici();
  // Last, because it waits for the certificates, which Node reads in a thread from the moment that its TLS is loaded.
  createSecureContext();
}

/**
 * Loads undici's WebSocket, which stands on its `fetch`: as much again, for those who open one. The default export is taken
 * because a CommonJS module that a bundler moved into a chunk of its own has no other.
 */
export async function loadWebSocket(): Promise<typeof WebSocketClass> {
  // @ts-expect-error undici's types know only the whole.
  return (await import('undici/lib/web/websocket/websocket.js')).default.WebSocket;
}
