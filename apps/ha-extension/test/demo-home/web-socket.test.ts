import { describe, expect, test } from 'vitest';
import { startDemoHome } from '../../src/demo-home/index.ts';
import { type Demo, startDemo } from './support/demo.ts';

/** What the home says to one command of somebody with this token. */
async function command({ home }: Demo, type: string, token = home.token): Promise<readonly unknown[]> {
  const socket = new WebSocket(`${home.url.replace('http', 'ws')}/api/websocket`);
  const heard: { readonly type: string }[] = [];
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('no websocket')));
    socket.addEventListener('close', () => resolve(heard));
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data));
      heard.push(message);
      if (message.type === 'auth_required') socket.send(JSON.stringify({ type: 'auth', access_token: token }));
      if (message.type === 'auth_ok') socket.send(JSON.stringify({ id: 7, type }));
      if (message.type === 'result') socket.close();
    });
  });
}

describe('the websocket of the demo home', () => {
  test('tells where its entities are', async () => {
    const demo = await startDemo();
    const [, , entities] = await command(demo, 'config/entity_registry/list_for_display');
    expect(entities).toMatchObject({ id: 7, type: 'result', success: true });
    const listed = (entities as { result: { entities: { ei: string; ai?: string }[] } }).result.entities;
    expect(listed.map(({ ei }) => ei)).toEqual(demo.home.entities().map(({ entity_id }) => entity_id));
    const [, , areas] = await command(demo, 'config/area_registry/list');
    const known = (areas as { result: { area_id: string }[] }).result.map(({ area_id }) => area_id);
    for (const { ai } of listed) if (ai !== undefined) expect(known).toContain(ai);
  });

  test('refuses a wrong token, and a command that it does not know', async () => {
    const demo = await startDemo();
    expect(await command(demo, 'config/area_registry/list', 'wrong')).toMatchObject([
      { type: 'auth_required' },
      { type: 'auth_invalid' },
    ]);
    const [, , result] = await command(demo, 'constructor');
    expect(result).toMatchObject({ id: 7, success: false, error: { code: 'unknown_command' } });
  });

  test('ends with the home', async () => {
    const home = await startDemoHome();
    const socket = new WebSocket(`${home.url.replace('http', 'ws')}/api/websocket`);
    await new Promise((resolve) => socket.addEventListener('message', resolve));
    const closed = new Promise((resolve) => socket.addEventListener('close', resolve));
    await home.close();
    await closed;
  });
});
