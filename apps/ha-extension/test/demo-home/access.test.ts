import { describe, expect, test } from 'vitest';
import { startDemo } from './support/demo.ts';
import { DISCOVER } from './support/directive.ts';

describe('Access to the demo home', () => {
  test('is refused in plain text without a token', async () => {
    const demo = await startDemo();
    const answer = await demo.send('GET', '/api/', undefined, null);
    expect(answer.status).toBe(401);
    expect(answer.body).toBe('401: Unauthorized');
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  test('is refused with a foreign token, at every address', async () => {
    const demo = await startDemo();
    const requests = [
      demo.send('GET', '/api/config', undefined, 'somebody-else'),
      demo.send('GET', '/api/states/light.hallway', undefined, 'somebody-else'),
      demo.send('POST', '/api/services/light/turn_on', { entity_id: 'light.hallway' }, 'somebody-else'),
      demo.send('POST', '/api/conversation/process', { text: 'turn on the hallway light' }, 'somebody-else'),
      demo.send('POST', '/api/alexa/smart_home', DISCOVER, 'somebody-else'),
    ];
    expect((await Promise.all(requests)).map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(demo.entity('light.hallway').state).toBe('off');
  });

  test('is refused when the scheme is not Bearer', async () => {
    const { home } = await startDemo();
    const response = await fetch(`${home.url}/api/`, { headers: { authorization: `Basic ${home.token}` } });
    expect(response.status).toBe(401);
  });

  test('is given to the token that was chosen', async () => {
    const demo = await startDemo({ token: 'chosen' });
    expect(demo.home.token).toBe('chosen');
    expect((await demo.get('/api/')).body).toEqual({ message: 'API running.' });
  });

  test('is given to listed tokens besides the own one, and to no other', async () => {
    const demo = await startDemo({ acceptTokens: ['first', 'second'] });
    const statusFor = async (token: string) => (await demo.send('GET', '/api/', undefined, token)).status;
    expect(await statusFor('second')).toBe(200);
    expect(await statusFor(demo.home.token)).toBe(200);
    expect(await statusFor('third')).toBe(401);
  });

  test('is given to any token when that is asked for, but not to none', async () => {
    const demo = await startDemo({ acceptTokens: 'any' });
    expect((await demo.send('GET', '/api/', undefined, 'whatever')).status).toBe(200);
    expect((await demo.send('GET', '/api/', undefined, null)).status).toBe(401);
  });

  test('needs another token in each home, long and in three parts', async () => {
    const [one, other] = [await startDemo(), await startDemo()];
    expect(one.home.token).toMatch(/^[\w-]{20,}\.[\w-]{80,}\.[\w-]{43}$/);
    expect(one.home.token).not.toBe(other.home.token);
  });

  test('cannot be given to an empty token', async () => {
    await expect(startDemo({ token: '' })).rejects.toThrow('leave it out to get a random one');
  });
});
