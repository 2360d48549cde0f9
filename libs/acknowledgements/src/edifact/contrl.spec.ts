import { describe, expect, it } from '@jest/globals';
import { issue, type Issue } from '#libs/message';
import { fault, reportsOf, written } from '../fixtures/edi-answers.js';
import { contrl, type ContrlOptions } from './contrl.js';

const options: ContrlOptions = { reference: '77', at: '2026-11-22T17:30:00Z', kind: 'functional' };
const copies = 'UCI+1853296+MSK+1STOP';
const message = 'UCM+1+COPARN:D:02A:UN';

interface Booking {
  readonly unb?: string;
  readonly body?: string;
  readonly unt?: string;
  readonly unz?: string;
}

function booking({ unb, body, unt, unz }: Booking = {}): string {
  return [
    unb ?? "UNB+UNOC:3+MSK+1STOP+210504:1310+1853296'",
    body ?? "UNH+1+COPARN:D:02A:UN'BGM+126+1+9'",
    unt ?? "UNT+3+1'",
    unz ?? "UNZ+1+1853296'",
  ].join('');
}

function two(second = '2'): string {
  return booking({
    unt: `UNT+3+1'UNH+${second}+COPARN:D:02A:UN'BGM+126+2+9'UNT+3+2'`,
    unz: "UNZ+2+1853296'",
  });
}

function answer(text: string, changed: Partial<ContrlOptions> = {}, added: readonly Issue[] = []): string {
  return written('edifact', contrl(reportsOf('edifact', text, added)[0]!, { ...options, ...changed }));
}

/** What stands between UNH and UNT. */
function said(text: string, changed: Partial<ContrlOptions> = {}, added: readonly Issue[] = []): string {
  const whole = answer(text, changed, added);
  return /'UNH[^']*'(.*)'UNT/.exec(whole)?.[1] ?? whole;
}

describe('CONTRL as a whole', () => {
  it('goes back to the sender in the sender’s syntax, with our reference', () => {
    expect(answer(booking())).toBe(
      "UNB+UNOC:3+1STOP+MSK+261122:1730+77'UNH+1+CONTRL:D:3:UN'UCI+1853296+MSK+1STOP+7'UNT+3+1'UNZ+1+77'",
    );
  });

  it('has the separators, the service string and the test indicator of what it answers', () => {
    const text =
      'UNA|*.? ~UNB*UNOA|2*A|14|R1*B|ZZ|R2*210504|1310*X1**APP***X*1~UNH*M1*IFTSTA|D|95B|UN~BGM*23~UNT*3*M1~UNZ*1*X1~';
    expect(answer(text)).toBe(
      'UNA|*.? ~UNB*UNOA|2*B|ZZ|R2*A|14|R1*261122|1730*77******1~UNH*1*CONTRL|D|3|UN~UCI*X1*A|14|R1*B|ZZ|R2*7~UNT*3*1~UNZ*1*77~',
    );
  });

  it('has the shape of syntax 4 for syntax 4', () => {
    const text = booking({ unb: "UNB+UNOC:4+MSK+1STOP+20210504:1310+1853296'" });
    expect(answer(text)).toContain("+20261122:1730+77'UNH+1+CONTRL:4:1:UN'");
  });
});

describe('CONTRL of an interchange', () => {
  it('is UCI 8 as a receipt, whatever is in the messages', () => {
    expect(said(booking({ unt: "UNT+9+1'" }), { kind: 'receipt' })).toBe(`${copies}+8`);
  });

  it('is 4 with 28 when the references do not match, as a receipt too', () => {
    const text = booking({ unz: "UNZ+1+99'" });
    expect(said(text)).toBe(`${copies}+4+28+UNZ+2`);
    expect(said(text, { kind: 'receipt' })).toBe(`${copies}+4+28+UNZ+2`);
  });

  it.each([
    ['29', "UNZ+5+1853296'", '+UNZ+1'],
    ['13', '', '+UNZ'],
  ])('is 4 with %s', (code, unz, place) => {
    expect(said(booking({ unz }))).toBe(`${copies}+4+${code}${place}`);
  });

  it('is 4 with 26 when it came before', () => {
    const repeated = issue('edi-reference-repeated', { path: 'UNB/0020', offset: 0 }, { value: '1853296' });
    expect(said(booking(), {}, [repeated])).toBe(`${copies}+4+26+UNB+5`);
  });

  it('is 4 with 32 when it is empty', () => {
    expect(said(booking({ body: '', unt: '', unz: "UNZ+0+1853296'" }))).toBe(`${copies}+4+32+UNB`);
  });

  it('is 4 with 2 for a syntax that is not supported, in one that is', () => {
    const text = booking({ unb: "UNB+IATA:1+MSK+1STOP+210504:1310+1853296'" });
    expect(answer(text)).toMatch(/^UNB\+UNOC:3\+.*\+1STOP\+4\+2\+UNB\+1:1'/);
  });

  it('tells the most exact of several faults', () => {
    expect(said(booking({ unz: 'UNZ+1+1853' }))).toBe(`${copies}+4+28+UNZ+2`);
  });

  it('is not made for an interchange of CONTRL only', () => {
    const text = booking({ body: "UNH+1+CONTRL:D:3:UN'UCI+5+1STOP+MSK+7'" });
    expect(answer(text)).toBe('<acknowledgement-received>');
  });

  it('cannot be made when what it must repeat is missing', () => {
    expect(answer(booking({ unb: "UNB+UNOC:3++1STOP+210504:1310+1853296'" }))).toBe(
      '<copied-element-missing: UNB S002/0004>',
    );
    const text = booking({ body: "UNH++COPARN:D:02A:UN'BGM+126+1+9'", unt: "UNT+7+'" });
    expect(answer(text)).toBe('<copied-element-missing: UNH 0062>');
    const long = booking({ unb: "UNB+UNOC:3+MSK+1STOP+210504:1310+123456789012345'" });
    expect(answer(long)).toBe('<copied-element-missing: UNB 0020>');
  });

  it('cannot be made without a header', () => {
    expect(answer("UNH+1+COPARN:D:02A:UN'BGM+1'UNT+3+1'")).toBe('<sender-unknown>');
  });
});

describe('CONTRL of a message', () => {
  it('is UCM 4 with 29 when the segments are counted wrong', () => {
    expect(said(booking({ unt: "UNT+9+1'" }))).toBe(`${copies}+7'${message}+4+29+UNT+1`);
  });

  it('is UCM 4 with 17 when the version is not agreed on', () => {
    const place = { segment: 'UNH', segmentPosition: 1 };
    expect(said(booking(), {}, [fault('edi-message-unexpected', place)])).toBe(
      `${copies}+7'${message}+4+17+UNH`,
    );
  });

  it.each<[string, Issue, string]>([
    [
      'a missing component',
      fault('edi-element-missing', { segment: 'DTM', segmentPosition: 3, element: 2, component: 1 }),
      "UCS+3'UCD+13+2:1",
    ],
    [
      'a missing element',
      fault('edi-element-missing', { segment: 'DTM', segmentPosition: 3, element: 2 }),
      "UCS+3'UCD+13+2",
    ],
    [
      'too many components',
      fault('edi-components-too-many', { segment: 'DTM', segmentPosition: 3, element: 2, component: 4 }),
      "UCS+3'UCD+16+2:4",
    ],
    [
      'a value too long',
      fault('edi-value-too-long', { segment: 'DTM', segmentPosition: 3, element: 2, component: 3 }),
      "UCS+3'UCD+39+2:3",
    ],
    [
      'an unknown segment',
      fault('edi-segment-not-in-message', { segment: 'XYZ', segmentPosition: 5 }),
      'UCS+5+33',
    ],
  ])('tells %s at its place', (_, found, expected) => {
    expect(said(booking(), {}, [found])).toBe(`${copies}+7'${message}+4'${expected}`);
  });

  it('tells segments out of place and missing ones, each with its own UCS in order', () => {
    const missing = { segment: 'NAD', segmentPosition: 11, missing: 'RFF' };
    const found = [
      fault('edi-segment-missing', missing, { expected: 'RFF' }),
      fault('edi-segment-out-of-order', { segment: 'LOC', segmentPosition: 10 }),
    ];
    expect(said(booking(), {}, found)).toBe(`${copies}+7'${message}+4'UCS+10+15'UCS+11+13`);
  });

  it('tells one error in each UCS, and elements below it', () => {
    const place = { segment: 'LOC', segmentPosition: 2 };
    const found = [
      fault('edi-value-too-long', { ...place, element: 1 }),
      fault('edi-segment-repeated', place),
      fault('edi-segment-out-of-order', place),
    ];
    expect(said(booking(), {}, found)).toBe(`${copies}+7'${message}+4'UCS+2+35'UCS+2+15'UCD+39+1`);
  });

  it('has no more segments and elements than CONTRL has room for', () => {
    const found = Array.from({ length: 1200 }, (_, index) =>
      fault('edi-segment-not-in-message', { segment: 'ABC', segmentPosition: index + 2 }),
    );
    expect(said(booking(), {}, found).split("'")).toHaveLength(2 + 999);
    const values = Array.from({ length: 200 }, () =>
      fault('edi-value-too-long', { segment: 'ABC', segmentPosition: 2, element: 1 }),
    );
    expect(said(booking(), {}, values).split("'")).toHaveLength(3 + 99);
  });

  it('uses the codes and the occurrence of syntax 4 only there', () => {
    const place = { segment: 'DTM', segmentPosition: 3, element: 2, component: 1, repetition: 3 };
    const found = [fault('edi-dependency-missing', place)];
    expect(said(booking(), {}, found)).toContain("'UCD+18+2:1");
    const text = booking({ unb: "UNB+UNOC:4+MSK+1STOP+20210504:1310+1853296'" });
    expect(said(text, {}, found)).toContain("'UCD+48+2:1:3");
  });

  it('says nothing of warnings, nor of content unless it is asked to', () => {
    const found = [
      fault('rule-violated', { segment: 'BGM', segmentPosition: 2 }),
      fault('edi-value-too-long', { segment: 'BGM', segmentPosition: 2 }, { severity: 'warning' }),
    ];
    expect(said(booking(), {}, found)).toBe(`${copies}+7`);
    expect(said(booking(), { coversApplication: true }, found)).toBe(`${copies}+7'${message}+4'UCS+2+12`);
  });
});

describe('CONTRL of several messages', () => {
  const found = [fault('edi-segment-not-in-message', { message: 2, segment: 'XYZ', segmentPosition: 2 })];
  const refusal = "UCM+2+COPARN:D:02A:UN+4'UCS+2+33";

  it('accepts those that it does not name', () => {
    expect(said(two(), {}, found)).toBe(`${copies}+7'${refusal}`);
  });

  it('names them if the partner wants that', () => {
    expect(said(two(), { namesAccepted: true }, found)).toBe(`${copies}+7'${message}+7'${refusal}`);
  });

  it('refuses the interchange for one of them by policy', () => {
    expect(said(two(), { policy: 'whole' }, found)).toBe(`${copies}+4'${refusal}`);
    expect(said(two(), { policy: 'whole' })).toBe(`${copies}+7`);
  });

  it('tells whether all, some or none were accepted', () => {
    const verdict = (added: readonly Issue[], changed: Partial<ContrlOptions> = {}): string => {
      const made = contrl(reportsOf('edifact', two(), added)[0]!, { ...options, ...changed });
      return made.kind === 'made' ? made.verdict : made.reason;
    };
    expect(verdict([])).toBe('accepted');
    expect(verdict(found)).toBe('partially');
    expect(verdict(found, { policy: 'whole' })).toBe('rejected');
    expect(verdict([...found, fault('edi-segment-not-in-message', { segmentPosition: 2 })])).toBe('rejected');
  });
});

describe('CONTRL of groups', () => {
  const unb = "UNB+UNOC:3+MSK+1STOP+210504:1310+1853296'";
  const group = (reference: string, une: string, type = 'IFTSTA'): string =>
    `UNG+IFTSTA+AP1+AP2+210504:1310+${reference}+UN+D:95B'UNH+${reference}1+${type}:D:95B:UN'BGM+23'UNT+3+${reference}1'${une}'`;

  it('has UCF for the groups and UCM below them', () => {
    const text = `${unb}${group('5', 'UNE+1+5')}${group('6', 'UNE+1+6')}UNZ+2+1853296'`;
    const found = [
      fault('edi-segment-not-in-message', { group: 2, message: 2, segment: 'XYZ', segmentPosition: 2 }),
    ];
    expect(said(text, {}, found)).toBe(`${copies}+7'UCF+6+AP1+AP2+7'UCM+61+IFTSTA:D:95B:UN+4'UCS+2+33`);
  });

  it('rejects a group with all of its messages', () => {
    const text = `${unb}${group('5', 'UNE+4+5')}${group('6', 'UNE+1+7')}UNZ+2+1853296'`;
    expect(said(text)).toBe(`${copies}+7'UCF+5+AP1+AP2+4+29+UNE+1'UCF+6+AP1+AP2+4+28+UNE+2`);
  });

  it('tells messages of several types at the group that they are in', () => {
    const text = `${unb}${group('5', 'UNE+1+5', 'IFTMIN')}UNZ+1+1853296'`;
    expect(said(text)).toBe(`${copies}+7'UCF+5+AP1+AP2+4+31`);
  });

  it('tells groups beside messages at the interchange', () => {
    const text = `${unb}${group('5', 'UNE+1+5')}UNH+9+IFTSTA:D:95B:UN'BGM+23'UNT+3+9'UNZ+1+1853296'`;
    expect(said(text)).toBe(`${copies}+4+30`);
  });
});
