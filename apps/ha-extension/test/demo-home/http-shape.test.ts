import { gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { urlOf } from '../../src/demo-home/http/server.ts';
import { startDemoHome } from '../../src/demo-home/index.ts';
import { startDemo } from './support/demo.ts';
import { rawRequest } from './support/raw-request.ts';

describe('Over HTTP the demo home', () => {
  test('does not know addresses that Home Assistant does not have, whoever asks', async () => {
    const demo = await startDemo();
    for (const path of ['/', '/api', '/api/states/', '/api/alexa', '/api/%ff', '/api/services/light']) {
      const answer = await demo.send('GET', path, undefined, null);
      expect([path, answer.status, answer.body]).toEqual([path, 404, '404: Not Found']);
    }
  });

  test('refuses a method that an address does not have and names the one it has', async () => {
    const demo = await startDemo();
    const answer = await demo.send('GET', '/api/alexa/smart_home', undefined, null);
    expect(answer.status).toBe(405);
    expect(answer.body).toBe('405: Method Not Allowed');
    expect(answer.headers.get('allow')).toBe('POST');
    expect((await demo.post('/api/config')).headers.get('allow')).toBe('GET');
  });

  test('takes no notice of a query', async () => {
    const demo = await startDemo();
    expect((await demo.get('/api/config?x=1')).status).toBe(200);
  });

  test('compresses JSON with deflate, or else gzip, for clients that accept it', async () => {
    const { home } = await startDemo();
    const ask = (accept: string) =>
      rawRequest(`${home.url}/api/`, { authorization: `Bearer ${home.token}`, 'accept-encoding': accept });
    const both = await ask('gzip, deflate');
    expect(both.headers['content-encoding']).toBe('deflate');
    expect(JSON.parse(inflateSync(both.body).toString())).toEqual({ message: 'API running.' });
    const gzip = await ask('gzip');
    expect(gzip.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(gzip.body).toString())).toEqual({ message: 'API running.' });
    const plain = await ask('identity');
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers['content-length']).toBe(String(plain.body.length));
  });

  test('refuses a body above sixteen megabytes', async () => {
    const demo = await startDemo();
    const answer = await demo.post('/api/conversation/process', 'x'.repeat(16 * 1024 * 1024 + 1));
    expect(answer.status).toBe(413);
  });

  test('survives a client that leaves in the middle of its request', async () => {
    const demo = await startDemo();
    const controller = new AbortController();
    const body = new ReadableStream({
      start(stream) {
        stream.enqueue(new TextEncoder().encode('{"text":'));
        setTimeout(() => controller.abort(), 50);
      },
    });
    const request = fetch(`${demo.home.url}/api/conversation/process`, {
      method: 'POST',
      body,
      duplex: 'half',
      signal: controller.signal,
    } as RequestInit);
    await expect(request).rejects.toThrow();
    expect((await demo.get('/api/')).status).toBe(200);
  });

  test('stops listening when closed, as often as one likes', async () => {
    const home = await startDemoHome();
    await Promise.all([home.close(), home.close()]);
    await home.close();
    await expect(fetch(`${home.url}/api/`)).rejects.toThrow();
  });

  test('says which address it cannot have', async () => {
    const { home } = await startDemo();
    const port = Number(new URL(home.url).port);
    await expect(startDemoHome({ port })).rejects.toThrow(`127.0.0.1:${port}: the port is in use`);
  });

  test('writes an IPv6 address as URLs want it', () => {
    expect(urlOf('::1', 8123)).toBe('http://[::1]:8123');
    expect(urlOf('localhost', 8123)).toBe('http://localhost:8123');
  });
});
