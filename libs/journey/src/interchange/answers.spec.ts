import { describe, expect, it } from '@jest/globals';
import { reportInterchanges, type InterchangeReport } from '#libs/acknowledgements';
import { codecFor, isEdiDocument } from '#libs/codecs';
import { issue, type FormatName, type Issue } from '#libs/message';
import type { EdiAcknowledgementTerms, EdiTerms } from '#libs/routing';
import { answersTo, receiptOf } from './answers.js';

const at = '2026-11-22T08:00:00Z';
const edifact = "UNB+UNOC:3+THEM+US+261103:1005+7'UNH+1+IFTMIN:D:96A:UN'BGM+610'UNT+3+1'UNZ+1+7'";
const x12 = [
  'ISA*00*          *00*          *ZZ*THEM           *ZZ*US             *261103*1005*U*00401*000000007*1*P*>~',
  'GS*SR*THEM*US*20261103*1005*7*X*004010~ST*404*0001~BX*00~SE*3*0001~GE*1*7~IEA*1*000000007~',
].join('');
const place = { interchange: 1, group: 0, message: 1 };
const wrongSyntax = issue('edi-segment-missing', {}, { expected: 'NAD', args: place });
const wrongContent = issue('rule-violated', {}, { args: place });

function reportOf(format: FormatName, text: string, issues: readonly Issue[] = []): InterchangeReport {
  const { document } = codecFor(format).decode(Buffer.from(text));
  if (document === undefined || !isEdiDocument(document)) throw new Error('nothing could be read');
  return reportInterchanges(document, issues)[0]!;
}

function termsOf(acknowledge: {
  edifact?: Partial<EdiAcknowledgementTerms['edifact']>;
  x12?: Partial<EdiAcknowledgementTerms['x12']>;
}): EdiTerms {
  return {
    identities: [{ id: 'THEM' }],
    own: { id: 'US' },
    batch: { interchange: 'split', refuse: 'message' },
    test: 'validate',
    tolerance: {},
    expect: {},
    acknowledge: {
      edifact: { contrl: 'never', aperak: 'never', ...acknowledge.edifact },
      x12: { ta1: 'never', functional: 'never', ...acknowledge.x12 },
    },
  };
}

/** What the answers are, and what they say. */
function outline(report: InterchangeReport, terms: EdiTerms): string[] {
  return answersTo(report, terms, at).map((answer) => {
    const { document, verdict } = answer.make({ interchange: 12, group: 3 });
    const tags = document.root.children.map(({ name }) => name);
    const kind = tags.includes('UCI') ? 'CONTRL' : tags.includes('BGM') ? 'APERAK' : '';
    return `${kind}${tags.filter((tag) => tag === 'TA1' || tag === 'AK9').join(' ')} ${verdict}`;
  });
}

describe('the answers to an interchange', () => {
  it.each([
    ['nothing, unless they are asked for', [], {}, []],
    ['CONTRL always', [], { contrl: 'always' }, ['CONTRL accepted']],
    ['CONTRL only of refusals', [], { contrl: 'refusals' }, []],
    ['CONTRL of a refusal', [wrongSyntax], { contrl: 'refusals' }, ['CONTRL rejected']],
    [
      'CONTRL for content too, where there is no APERAK',
      [wrongContent],
      { contrl: 'refusals' },
      ['CONTRL rejected'],
    ],
    [
      'APERAK for content, after a CONTRL that accepts the syntax',
      [wrongContent],
      { contrl: 'always', aperak: 'refusals' },
      ['CONTRL accepted', 'APERAK rejected'],
    ],
  ] as const)('of EDIFACT are %s', (_, issues, terms, expected) => {
    expect(outline(reportOf('edifact', edifact, issues), termsOf({ edifact: terms }))).toEqual(expected);
  });

  it.each([
    ['TA1 alone', { ta1: 'requested' }, ['TA1 accepted']],
    ['997 with TA1 in front', { ta1: 'always', functional: '997' }, ['TA1 AK9 accepted']],
    ['999 without TA1', { ta1: 'refusals', functional: '999' }, ['AK9 accepted']],
  ] as const)('of X12 are %s', (_, terms, expected) => {
    expect(outline(reportOf('x12', x12), termsOf({ x12: terms }))).toEqual(expected);
  });

  it('of X12 are no TA1 that was not asked for', () => {
    const silent = x12.replace('*1*P*>', '*0*P*>');
    expect(outline(reportOf('x12', silent), termsOf({ x12: { ta1: 'requested' } }))).toEqual([]);
  });

  it('begin with the receipt, where one is wanted', () => {
    const report = reportOf('edifact', edifact);
    expect(receiptOf(report, termsOf({ edifact: { contrl: 'always' } }), at)).toEqual([]);
    const [receipt] = receiptOf(report, termsOf({ edifact: { contrl: 'receipt' } }), at);
    expect(receipt!.make({ interchange: 1, group: 1 }).verdict).toBe('received');
  });
});
