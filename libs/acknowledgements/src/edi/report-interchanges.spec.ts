import { describe, expect, it } from '@jest/globals';
import { codecFor, isEdiDocument, type EdiDocument } from '#libs/codecs';
import { issue, type FormatName } from '#libs/message';
import { reportsOf } from '../fixtures/edi-answers.js';
import { valueOf } from './interchange-report.js';
import { ReportCollector } from './report-interchanges.js';

const edifact = [
  "UNB+UNOC:3+A+B+210504:1310+1'",
  "UNH+1+IFTSTA:D:95B:UN'BGM+23'UNT+3+1'UNH+2+IFTSTA:D:95B:UN'BGM+23'UNT+9+2'UNZ+2+1'\r\n",
  "UNB+UNOC:3+C+D+210504:1310+2'UNG+IFTSTA+X+Y+210504:1310+5+UN+D:95B'",
  "UNH+3+IFTSTA:D:95B:UN'BGM+23'UNT+8+3'UNE+4+5'UNZ+1+7'",
].join('');
const x12 = [
  'ISA*00*          *00*          *ZZ*SENDER         *02*RAIL           *041216*0805*U*00401*000095071*1*T*>~',
  'GS*SR*A*B*20041216*0805*1*X*004010~ST*404*0001~BX*00~SE*3*0001~GE*1*1~',
  'GS*SR*A*B*20041216*0805*2*X*004010~ST*404*0001~BX*00~SE*7*0001~GE*5*2~IEA*2*000095071~',
].join('');

/** The codes at every level, `reference: codes`. */
function outline(reports: ReturnType<typeof reportsOf>): object[] {
  return reports.map(({ header, issues, groups, messages }) => ({
    interchange: valueOf(header, header?.tag === 'ISA' ? 13 : 5),
    issues: issues.map(({ code }) => code),
    groups: groups.map((group) => [
      valueOf(group.header, 5),
      group.declaredCount,
      ...group.issues.map(({ code }) => code),
    ]),
    messages: [...messages, ...groups.flatMap((group) => group.messages)].map((message) => [
      valueOf(message.header, 1),
      ...message.issues.map(({ code }) => code),
    ]),
  }));
}

const ofEdifact = [
  { interchange: '1', issues: [], groups: [], messages: [['1'], ['2', 'edi-count-mismatch']] },
  {
    interchange: '2',
    issues: ['edi-reference-mismatch'],
    groups: [['5', undefined, 'edi-count-mismatch']],
    messages: [['3', 'edi-count-mismatch']],
  },
];
const ofX12 = [
  {
    interchange: '000095071',
    issues: [],
    groups: [
      ['0805', '1'],
      ['0805', '5', 'edi-count-mismatch'],
    ],
    messages: [['404'], ['404', 'edi-count-mismatch']],
  },
];

const secondGroup = x12
  .replace('ST*404*0001~BX*00~SE*7*0001~', 'ST*404*0001~BX*00~SE*7*0001~ST*404*0002~BX*00~SE*3*0002~')
  .replace('GE*5*2', 'GE*2*2');

async function streamed(format: FormatName, text: string): Promise<ReturnType<typeof reportsOf>> {
  const codec = codecFor(format);
  const collector = new ReportCollector();
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  for await (const part of codec.split!(chunks())) {
    collector.addIssues(part.issues);
    if (part.sequence === 0) continue;
    const { document, issues } = codec.decode(part.bytes, part.context);
    expect(document !== undefined && isEdiDocument(document)).toBe(true);
    collector.add(document as EdiDocument, issues);
  }
  return collector.reports();
}

describe('the report of interchanges', () => {
  it('gives the faults of a set in a later group to that set', () => {
    const [report] = reportsOf('x12', secondGroup);
    expect(report!.groups.map(({ messages }) => messages.map(({ issues }) => issues.length))).toEqual([
      [0],
      [1, 0],
    ]);
  });

  it('has every fault at its level', () => {
    expect(outline(reportsOf('edifact', edifact))).toEqual(ofEdifact);
    expect(outline(reportsOf('x12', x12))).toEqual(ofX12);
  });

  it('is the same when the file is read message by message', async () => {
    expect(outline(await streamed('edifact', edifact))).toEqual(ofEdifact);
    const [read] = outline(await streamed('x12', x12)) as typeof ofX12;
    expect({ ...read, groups: read!.groups.map(([time, , ...codes]) => [time, ...codes]) }).toEqual({
      ...ofX12[0],
      groups: [['0805'], ['0805', 'edi-count-mismatch']],
    });
  });

  it('finds the place of a fault by its byte when it says no other', () => {
    const at = (text: string): number => edifact.indexOf(text);
    const reports = reportsOf('edifact', edifact, [
      issue('character-not-allowed', { offset: at('BGM') }),
      issue('character-not-allowed', { offset: at('UNZ+1') }),
    ]);
    expect(reports[0]!.messages[0]!.issues.map(({ code }) => code)).toEqual(['character-not-allowed']);
    expect(reports[1]!.issues.map(({ code }) => code)).toEqual([
      'edi-reference-mismatch',
      'character-not-allowed',
    ]);
  });
});
