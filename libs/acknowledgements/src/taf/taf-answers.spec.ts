import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { issue, toPlainValue, type Issue } from '#libs/message';
import { SchemaLibrary } from '#libs/validation';
import { readTafHeader, tafAnswers, type TafAnswerFacts } from '../index.js';

const folder = 'schemas/partners/railway-taf/samples';
const trainReport = readFileSync(`${folder}/train-running-information.xml`, 'utf8');
const order = readFileSync(`${folder}/consignment-order.xml`, 'utf8');
const facts: TafAnswerFacts = {
  id: '01a2042c-8bf7-719f-ad70-39f2ff9b4b7d',
  at: '2026-03-16T08:30:01.000Z',
  messageId: '01a2042c-8bf7-719f-ad70-39f2ff9b4b7c',
  sha256: 'ab'.repeat(32),
  receivedAt: '2026-03-16T08:30:00.000Z',
  result: 'accepted',
  issues: [],
  sender: '0033',
  recipient: '9901',
};
const wrong = issue('code-not-listed', { path: '/A/B', line: 3 }, { value: 'XXX', expected: 'stations' });
const odd = issue('charset-exceeded', {}, { value: 'gb2312', expected: 'gbk' });
// the public XSD checks too where the installation has it
const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });

interface Answer {
  readonly name: string;
  readonly value: { readonly [name: string]: never };
  readonly text: string;
}

/** What is written, and right by our rules. */
function answersTo(text: string | Buffer, changes: Partial<TafAnswerFacts> = {}): Answer[] {
  return tafAnswers({ ...facts, ...changes }, readTafHeader(Buffer.from(text))).map((document) => {
    const { bytes, issues } = codecFor('xml').encode(document, { charset: 'utf-8' });
    const decoded = codecFor('xml').decode(bytes);
    const { name } = document.root;
    const schema = name === 'ErrorMessage' ? 'error' : 'receipt-confirmation';
    const faults = schemas.validate(decoded.document!, `partners/railway-taf/${schema}`);
    expect([...issues, ...decoded.issues, ...faults]).toEqual([]);
    return {
      name,
      value: toPlainValue(document.root) as Answer['value'],
      text: Buffer.from(bytes).toString(),
    };
  });
}
const refused = (text: string | Buffer, issues: readonly Issue[] = [wrong]): Answer =>
  answersTo(text, { result: 'refused', issues })[0]!;

describe('an answer in TAF TSI', () => {
  it('confirms a message that was taken, by what the message calls itself', () => {
    const [answer, ...more] = answersTo(trainReport);
    expect(more).toEqual([]);
    expect(answer).toMatchObject({ name: 'ReceiptConfirmationMessage' });
    expect(answer!.value).toEqual({
      MessageHeader: {
        MessageReference: {
          MessageType: '2007',
          MessageTypeVersion: '3.5.0.0',
          MessageIdentifier: facts.id,
          MessageDateTime: facts.at,
        },
        Sender: '0033',
        Recipient: '9901',
      },
      RelatedReference: {
        RelatedType: '4005',
        RelatedIdentifier: '9901-TRI-20260315-000184',
        RelatedSenderReference: '9901-TRI-20260315-000184',
        RelatedMessageDateTime: '2026-03-15T09:42:11+01:00',
      },
    });
    expect(answersTo(order)[0]!.value).toMatchObject({ RelatedReference: { RelatedType: '1000' } });
  });

  it('tells every fault of a message that is refused, with its place', () => {
    const { name, value } = refused(order, [wrong, odd, issue('edi-test', {})]);
    expect(name).toBe('ErrorMessage');
    expect(value).toMatchObject({
      ErrorCauseReference: { MessageReference: { MessageType: '1000' } },
      Error: [
        {
          TagReference: '/A/B',
          TypeOfError: '1',
          Severity: '2',
          ErrorCode: '6003',
          FreeTextField: expect.stringMatching(/^code-not-listed: .*"XXX".* \(line 3\)$/),
        },
        { TypeOfError: '2', Severity: '1', ErrorCode: '6001' },
      ],
    });
  });

  it('tells what is off standard beside the confirmation', () => {
    const answers = answersTo(trainReport, { issues: [odd] });
    expect(answers.map(({ name }) => name)).toEqual(['ReceiptConfirmationMessage', 'ErrorMessage']);
    expect(answers[1]!.value).toMatchObject({ Error: { Severity: '1' } });
  });

  it('claims no more than receipt of what waits, and nothing new of a repetition', () => {
    const remarks = (changes: Partial<TafAnswerFacts>): unknown =>
      answersTo(trainReport, changes)[0]!.value.Remarks;
    expect(remarks({ result: 'quarantined', issues: [wrong] })).toContain('not processed yet');
    expect(remarks({ result: 'duplicate' })).toContain('repeats');
    expect(remarks({ isTest: true })).toContain('test');
  });

  it('names a message that breaks off behind its header, and one that cannot be named not at all', () => {
    const cause = (text: string | Buffer): unknown => refused(text).value.ErrorCauseReference;
    expect(cause(trainReport.slice(0, trainReport.indexOf('<SenderReference>')))).toBeDefined();
    for (const text of [
      trainReport.replace('<MessageDateTime>2026-03-15', '<MessageDateTime>2026-02-30'),
      trainReport.replace('<MessageType>4005', '<MessageType>Train'),
      trainReport.slice(0, 200),
      '<A/>',
      Buffer.from([0xff, 0xfe, 0, 1]),
    ])
      expect(cause(text)).toBeUndefined();
    const nameless = trainReport.replaceAll('MessageIdentifier', 'Identifier');
    expect(answersTo(nameless, { result: 'quarantined', issues: [wrong] })).toEqual([]);
  });

  it('is in the namespace of the message, if that is one of the catalogue', () => {
    const inNamespace = (uri: string): string =>
      refused(trainReport.replace(/xmlns="[^"]+"/, `xmlns="${uri}"`)).text;
    expect(inNamespace('http://taf-jsg.info/schemes')).toContain('xmlns="http://taf-jsg.info/schemes"');
    expect(inNamespace('urn:other')).toContain('xmlns="http://www.era.europa.eu/schemes/TAFTSI/3.5"');
  });

  it('carries nothing that could break out of it', () => {
    const evil = '&lt;/RelatedIdentifier&gt;&lt;Sender&gt;0080&lt;/Sender&gt;';
    const [answer] = answersTo(trainReport.replaceAll('9901-TRI-20260315-000184', evil));
    expect(answer!.text.match(/<Sender>/g)).toHaveLength(1);
    expect(refused(trainReport, [issue('value-pattern', {}, { value: ']]>\u0000<' })]).text).not.toContain(
      ']]>',
    );
  });

  it('is never answered itself', () => {
    for (const type of ['2007', '9000']) {
      const answer = trainReport.replace('<MessageType>4005', `<MessageType>${type}`);
      for (const result of ['accepted', 'refused', 'quarantined'] as const)
        expect(answersTo(answer, { result, issues: [wrong] })).toEqual([]);
    }
  });
});
