import { describe, expect, it } from '@jest/globals';
import { issue } from '#libs/message';
import { KeptFaults } from './kept-faults.js';

const syntax = issue('edi-segment-missing', {}, { expected: 'NAD' });
const content = issue('rule-violated', {}, {});
const warning = { ...content, severity: 'warning' as const };

describe('the faults that are kept of a file', () => {
  it('are all of them, errors first, while they are few', () => {
    expect(new KeptFaults().of([warning, syntax, content])).toEqual([syntax, content, warning]);
  });

  it('are a hundred of one message', () => {
    expect(new KeptFaults().of(Array.from({ length: 500 }, () => syntax))).toHaveLength(100);
  });

  it('are, of messages behind many others, the first errors of syntax and of content', () => {
    const kept = new KeptFaults();
    for (let message = 0; message < 50; message++) kept.of(Array.from({ length: 100 }, () => warning));
    expect(kept.of([warning, content, content, syntax, syntax])).toEqual([content, syntax]);
    expect(kept.of([warning])).toEqual([]);
  });

  it('have values of their own', () => {
    const long = { ...syntax, value: 'a value that is longer than a few characters' };
    expect(new KeptFaults().of([long])).toEqual([long]);
  });
});
