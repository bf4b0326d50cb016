import { onTestFinished } from 'vitest';
import { type FunctionAtHome, startFunctionAt } from './function-at-home.ts';
import { type HomeProxy, type ProxyOptions, startProxy } from './proxy.ts';

/** The built function in front of a home, until the test ends. */
export async function functionAt(
  home: { readonly url: string; readonly token?: string },
  variables: Readonly<Record<string, string>> = {},
): Promise<FunctionAtHome> {
  const built = await startFunctionAt(home, variables);
  onTestFinished(() => built.stop());
  return built;
}

/** A proxy before a home, until the test ends. */
export async function proxyBefore(home: { readonly url: string }, options: ProxyOptions): Promise<HomeProxy> {
  const proxy = await startProxy(home.url, options);
  onTestFinished(() => proxy.close());
  return proxy;
}
