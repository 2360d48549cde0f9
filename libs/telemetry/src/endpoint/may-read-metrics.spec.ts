import { describe, expect, it } from '@jest/globals';
import { mayReadMetrics } from './may-read-metrics.js';

describe('metrics', () => {
  it('are for whoever asks from this machine', () => {
    const addresses = ['127.0.0.1', '127.1.2.3', '::1', '::ffff:127.0.0.1'];
    expect(
      addresses.map((remoteAddress) => mayReadMetrics({ remoteAddress, headers: {} }, undefined)),
    ).toEqual([true, true, true, true]);
  });

  it('are for nobody else without a token', () => {
    const strangers = ['10.0.0.7', '::ffff:10.0.0.7', '2001:db8::1', '127.0.0.1.example', undefined];
    for (const remoteAddress of strangers) {
      expect(mayReadMetrics({ remoteAddress, headers: {} }, undefined)).toBe(false);
      expect(
        mayReadMetrics({ remoteAddress, headers: { authorization: 'Bearer undefined' } }, undefined),
      ).toBe(false);
    }
  });

  it('are not for strangers behind a proxy on this machine', () => {
    const headers = { 'x-forwarded-for': '10.0.0.7' };
    expect(mayReadMetrics({ remoteAddress: '127.0.0.1', headers }, undefined)).toBe(false);
    expect(mayReadMetrics({ remoteAddress: '127.0.0.1', headers: { via: '1.1 proxy' } }, 'secret')).toBe(
      false,
    );
  });

  it('are for whoever knows the token, from anywhere', () => {
    const ask = (authorization: string): boolean =>
      mayReadMetrics({ remoteAddress: '10.0.0.7', headers: { authorization } }, 'secret');
    expect(ask('Bearer secret')).toBe(true);
    expect(['Bearer Secret', 'Bearer secre', 'Bearer secrets', 'secret', ''].map(ask)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
