import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { installRealHome, openRealHome } from '@hearthgate/ha-extension/real-home';
import { expect, it, onTestFinished } from 'vitest';

const isServing = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

async function isGone(url: string, withinMs = 20_000): Promise<boolean> {
  const until = performance.now() + withinMs;
  while ((await isServing(url)) && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 100));
  return !(await isServing(url));
}

it('is installed once', async () => {
  const first = await installRealHome();
  expect(await installRealHome()).toMatchObject({ version: first.version, python: first.python, installed: false });
});

it('says what pip says about a release that does not exist', async () => {
  await expect(installRealHome({ version: '1.2.3' })).rejects.toThrow(/from PyPI failed:.*==1\.2\.3/s);
});

it('ends with whoever opened it, even when that was killed', async () => {
  const script = `
    import { openRealHome } from ${JSON.stringify(import.meta.resolve('@hearthgate/ha-extension/real-home'))};
    console.log((await openRealHome()).url);
  `;
  const options = ['--conditions=@hearthgate/source', '--input-type=module', '--eval', script];
  const child = spawn(process.execPath, options, {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface(child.stdout);
  const url = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => reject(new Error('It ended before it had opened a home.')));
  });
  expect(await isServing(url)).toBe(true);
  child.kill('SIGKILL');
  expect(await isGone(url)).toBe(true);
});

it('is closed twice without harm, and leaves nothing that listens', async () => {
  const home = await openRealHome();
  await home.close();
  await home.close();
  expect(await isGone(home.url, 0)).toBe(true);
});
