import { describe, expect, it } from '@jest/globals';
import { issue, type PlainValue } from '#libs/message';
import { acknowledgement, type AcknowledgementFacts } from './index.js';

const facts: AcknowledgementFacts = {
  id: '01a2042c-8bf7-719f-ad70-39f2ff9b4b7d',
  at: '2026-03-16T08:30:01.000Z',
  messageId: '01a2042c-8bf7-719f-ad70-39f2ff9b4b7c',
  sha256: 'ab'.repeat(32),
  receivedAt: '2026-03-16T08:30:00.000Z',
  reference: 'DK1',
  result: 'accepted',
  issues: [],
};

type Answer = {
  facts: { fact: string }[];
  issues: { [name: string]: PlainValue }[];
  acknowledgedDocumentId: string;
};
const answerTo = (changes: Partial<AcknowledgementFacts>): Answer =>
  acknowledgement({ ...facts, ...changes }) as unknown as Answer;
const factsOf = (changes: Partial<AcknowledgementFacts>): string[] =>
  answerTo(changes).facts.map(({ fact }) => fact);

describe('an acknowledgement', () => {
  it('claims what is durable and nothing more', () => {
    expect(factsOf({ result: 'accepted' })).toEqual(['received', 'valid', 'applied']);
    expect(factsOf({ result: 'duplicate' })).toEqual(['received', 'valid', 'applied']);
    expect(factsOf({ result: 'refused' })).toEqual(['received']);
    expect(factsOf({ result: 'quarantined' })).toEqual(['received']);
  });

  it('names each fault with its place in both languages', () => {
    const fault = issue(
      'code-not-listed',
      { path: '/KHDD/FZ', line: 3 },
      { value: 'XXX', expected: 'stations' },
    );
    expect(answerTo({ result: 'refused', issues: [fault] }).issues).toEqual([
      {
        code: 'code-not-listed',
        severity: 'error',
        location: { path: '/KHDD/FZ', line: 3 },
        value: 'XXX',
        expected: 'stations',
        text: {
          zh: '/KHDD/FZ，第 3 行：代码“XXX”不在代码表“stations”中。',
          en: '/KHDD/FZ, line 3: The code "XXX" is not in the list "stations".',
        },
      },
    ]);
  });

  it('never carries what XML could not, and never more than the schema allows', () => {
    const wild = issue('value-type', {}, { value: 'a\u0000b\ud800', expected: ' ' });
    const answer = answerTo({
      issues: Array.from({ length: 1500 }, () => wild),
      reference: '长'.repeat(100),
    });
    expect(answer.issues).toHaveLength(1000);
    expect(answer.issues[0]).toMatchObject({ value: 'a?b\ufffd' });
    expect(answer.issues[0]).not.toHaveProperty('expected');
    expect([...answer.acknowledgedDocumentId]).toHaveLength(70);
  });
});
