import { describe, expect, it } from '@jest/globals';
import { describeIssue, issue, issueTexts, type IssueCode } from './index.js';

describe('an issue', () => {
  it('speaks both languages and says where', () => {
    const fault = issue(
      'code-not-listed',
      { path: '/KHDD/FZ', line: 3, column: 8 },
      { value: 'XXX', expected: 'stations' },
    );
    expect(describeIssue(fault, 'en')).toBe(
      '/KHDD/FZ, line 3:8: The code "XXX" is not in the list "stations".',
    );
    expect(describeIssue(fault, 'zh')).toBe('/KHDD/FZ，第 3 行第 8 列：代码“XXX”不在代码表“stations”中。');
  });

  it('never carries a value of more than 200 characters', () => {
    expect(issue('value-type', {}, { value: 'x'.repeat(5000) }).value).toHaveLength(201);
  });

  it.each(Object.keys(issueTexts) as IssueCode[])('uses the same words in zh and en: %s', (code) => {
    // `{zh}` and `{en}` are one word in two languages
    const words = (text: string): string[] =>
      [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]!.replace(/^(zh|en)$/, 'text')).sort();
    expect(words(issueTexts[code].zh)).toEqual(words(issueTexts[code].en));
  });
});
