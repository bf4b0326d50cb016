import { describe, expect, it, vi } from 'vitest';
import { SignalOnRead } from '../src/index.ts';

const reason = new Error('too late');

describe('a signal that is made when it is read', () => {
  it('is one signal, however often it is read', () => {
    const given = new SignalOnRead();
    expect(given.signal).toBe(given.signal);
    expect(given.signal.aborted).toBe(false);
  });

  it('aborts with the reason when it was read before', () => {
    const given = new SignalOnRead();
    const heard = vi.fn();
    given.signal.addEventListener('abort', heard);
    SignalOnRead.abort(given, reason);
    expect(heard).toHaveBeenCalledOnce();
    expect(given.signal.reason).toBe(reason);
  });

  it('has aborted with the reason when it is read afterwards', () => {
    const given = new SignalOnRead();
    SignalOnRead.abort(given, reason);
    expect(given.signal.aborted).toBe(true);
    expect(given.signal.reason).toBe(reason);
  });

  it('keeps the first reason', () => {
    const given = new SignalOnRead();
    SignalOnRead.abort(given, reason);
    SignalOnRead.abort(given, new Error('later still'));
    expect(given.signal.reason).toBe(reason);
  });

  it('aborts as Node does where no reason is given', () => {
    const given = new SignalOnRead();
    SignalOnRead.abort(given);
    expect(given.signal.reason).toMatchObject({ name: 'AbortError' });
  });

  it('leaves no way to abort it to whoever is given it', () => {
    expect(Reflect.ownKeys(new SignalOnRead())).toEqual([]);
    expect(Reflect.ownKeys(SignalOnRead.prototype)).toEqual(['constructor', 'signal']);
  });
});
