import { describe, expect, it } from '@jest/globals';
import { fileNameOf } from './file-name.js';
import { mostRetryAfterMs, nextAttemptInMs } from './next-attempt.js';

const limits = { maxAgeMs: 86_400_000, firstDelayMs: 5_000, maxDelayMs: 600_000, attemptTimeoutMs: 30_000 };
const latest = (): number => 1;

describe('the next attempt', () => {
  it('is later after each failure, up to a bound', () => {
    const delays = [1, 2, 3, 4, 20, 5_000].map((attempts) =>
      nextAttemptInMs({ attempts, ageMs: 0 }, limits, latest),
    );
    expect(delays).toEqual([5_000, 10_000, 20_000, 40_000, 600_000, 600_000]);
  });

  it('is anywhere between now and the bound', () => {
    expect(nextAttemptInMs({ attempts: 3, ageMs: 0 }, limits, () => 0)).toBe(0);
    expect(nextAttemptInMs({ attempts: 3, ageMs: 0 }, limits, () => 0.5)).toBe(10_000);
  });

  it('waits as long as the partner asks, within reason', () => {
    const asked = (retryAfterMs: number): number | undefined =>
      nextAttemptInMs({ attempts: 1, ageMs: 0, retryAfterMs }, limits, latest);
    expect(asked(120_000)).toBe(120_000);
    expect(asked(999_999_999)).toBe(mostRetryAfterMs);
  });

  it('is once more at the end of the time, and never after', () => {
    expect(nextAttemptInMs({ attempts: 9, ageMs: 86_399_000 }, limits, latest)).toBe(1_000);
    expect(nextAttemptInMs({ attempts: 9, ageMs: 86_400_000 }, limits, latest)).toBeUndefined();
  });
});

describe('a file name', () => {
  const facts = {
    deliveryId: '01a2',
    messageId: '01a1',
    destination: 'port-status',
    messageType: 'edifact/d00b/IFTSTA',
    contentType: 'application/edifact',
    createdAt: '2026-03-15T08:00:00.123Z',
  };

  it('is made from a template', () => {
    expect(fileNameOf(facts)).toBe('20260315T080000Z-01a2.edi');
    expect(fileNameOf(facts, '{destination}_{type}.{extension}')).toBe('port-status_edifact-d00b-IFTSTA.edi');
  });

  it('leads into no other folder and is safe on every file system', () => {
    for (const template of [
      '../../{delivery}',
      '/etc/{delivery}',
      '..\\x\u0000',
      '.hidden',
      'con.txt',
      '{unheardof}',
    ])
      expect(fileNameOf(facts, template)).toMatch(/^(?!con\.)[A-Za-z0-9_][A-Za-z0-9._-]*$/);
  });
});
