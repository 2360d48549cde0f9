import { describe, expect, it } from '@jest/globals';
import { plainLine } from './plain-line.js';

describe('a log line for people', () => {
  it('has time, level, text and the fields that say something', () => {
    const record = {
      level: 'info',
      time: '2026-03-16T08:00:01.123Z',
      pid: 7,
      process: 'hub',
      msg: 'message accepted',
      sender: 'sys-1',
      reason: null,
      stagesMs: { decode: 0.4 },
    };
    expect(plainLine(JSON.stringify(record))).toBe(
      '08:00:01 info  message accepted sender=sys-1 stagesMs={"decode":0.4}\n',
    );
  });

  it('has the stack of an error below it', () => {
    expect(plainLine('{"level":"error","msg":"no","stack":"Error: no\\n at x"}')).toBe(
      'error no\nError: no\n at x\n',
    );
  });
});
