import { describe, expect, it } from '@jest/globals';
import type { Issue } from '#libs/message';
import { fault as faultOf, reportsOf, written } from '../fixtures/edi-answers.js';
import { functionalAcknowledgement, type FunctionalOptions } from './functional-acknowledgement.js';

const options: FunctionalOptions = {
  set: '997',
  interchangeNumber: 12,
  groupNumber: 30,
  at: '2026-11-22T17:30:00Z',
};
const isa =
  'ISA*00*          *00*          *ZZ*SENDER         *02*RAIL           *041216*0805*U*00401*000095071*1*T*>~';

function set(reference: string, se = `SE*3*${reference}`): string {
  return `ST*404*${reference}~BX*00*R*PP~${se}~`;
}

function group(sets: string, ge = 'GE*1*1', version = '004010'): string {
  return `GS*SR*APP1*APP2*20041216*0805*1*X*${version}~${sets}${ge}~`;
}

function interchange(body: string, groups = 1): string {
  return `${isa}${body}IEA*${groups}*000095071~`;
}

const fault: typeof faultOf = (code, args, details) => faultOf(code, { group: 1, ...args }, details);

function answer(
  text: string,
  changed: Partial<FunctionalOptions> = {},
  added: readonly Issue[] = [],
): string {
  return written(
    'x12',
    functionalAcknowledgement(reportsOf('x12', text, added)[0]!, { ...options, ...changed }),
  );
}

/** What stands between ST and SE, for each set. */
function said(text: string, changed: Partial<FunctionalOptions> = {}, added: readonly Issue[] = []): string {
  const whole = answer(text, changed, added);
  const sets = [...whole.matchAll(/~ST[^~]*~(.*?)~SE/g)].map(([, body]) => body);
  return sets.length === 0 ? whole : sets.join(' ');
}

describe('997', () => {
  it('goes back to the sender’s application in a group of its own', () => {
    expect(answer(interchange(group(set('0001'))))).toBe(
      'ISA*00*          *00*          *02*RAIL           *ZZ*SENDER         *261122*1730*U*00401*000000012*0*T*>~' +
        'GS*FA*APP2*APP1*20261122*1730*30*X*004010~ST*997*0001~AK1*SR*1~AK2*404*0001~AK5*A~AK9*A*1*1*1~SE*6*0001~' +
        'GE*1*30~IEA*1*000000012~',
    );
  });

  it.each([
    ['segments counted wrong', set('0001', 'SE*9*0001'), 'AK5*R*4~AK9*R*1*1*0'],
    ['another reference', set('0001', 'SE*3*0002'), 'AK5*R*3~AK9*R*1*1*0'],
    ['no trailer', 'ST*404*0001~BX*00~', 'AK5*R*2~AK9*R*1*1*0'],
    ['several faults', set('0001', 'SE*9*0002'), 'AK5*R*4*3~AK9*R*1*1*0'],
  ])('rejects a set with %s', (_, text, expected) => {
    expect(said(interchange(group(text)))).toBe(`AK1*SR*1~AK2*404*0001~${expected}`);
  });

  it('tells segments by AK3 and elements by AK4, in order', () => {
    const found = [
      fault(
        'edi-value-too-long',
        { segment: 'N1', segmentPosition: 5, element: 2, dataElement: '93' },
        { value: 'A>B' },
      ),
      fault('edi-segment-repeated', { segment: 'BX', segmentPosition: 3, loop: 'N7' }),
      fault('edi-element-missing', {
        segment: 'N1',
        segmentPosition: 5,
        element: 4,
        component: 2,
        dataElement: 'C040',
      }),
      fault('edi-segment-missing', { segment: 'SE', segmentPosition: 6, missing: 'N9' }),
    ];
    expect(said(interchange(group(set('0001'))), {}, found)).toBe(
      'AK1*SR*1~AK2*404*0001~AK3*BX*3*N7*5~AK3*N1*5**8~AK4*2*93*5*A B~AK4*4>2**1~AK3*N9*6**3~AK5*R*5~AK9*R*1*1*0',
    );
  });

  it('repeats a bad element no longer than AK404 may be', () => {
    const long = fault(
      'edi-value-too-long',
      { segment: 'N1', segmentPosition: 5, element: 2 },
      { value: 'x'.repeat(400) },
    );
    expect(said(interchange(group(set('0001'))), {}, [long])).toContain(`~AK4*2**5*${'x'.repeat(99)}~`);
  });

  it('has codes of its own version only', () => {
    const found = [
      fault('edi-components-too-many', { segment: 'N1', segmentPosition: 5, element: 2, component: 9 }),
    ];
    expect(said(interchange(group(set('0001'))), {}, found)).toContain('~AK4*2>9**3~');
    const later = interchange(group(set('0001'), 'GE*1*1', '005010'));
    expect(said(later, {}, found)).toContain('AK1*SR*1*005010~AK2*404*0001~AK3*N1*5**8~AK4*2>9**13~');
  });

  it('accepts the others, or none of them by policy', () => {
    const text = interchange(group(set('0001') + set('0002', 'SE*9*0002'), 'GE*2*1'));
    const second = 'AK2*404*0002~AK5*R*4';
    expect(said(text)).toBe(`AK1*SR*1~AK2*404*0001~AK5*A~${second}~AK9*P*2*2*1`);
    expect(said(text, { namesAccepted: false })).toBe(`AK1*SR*1~${second}~AK9*P*2*2*1`);
    expect(said(text, { policy: 'whole' })).toBe(`AK1*SR*1~AK2*404*0001~AK5*R~${second}~AK9*R*2*2*0`);
  });

  it('rejects a group for its own faults, with what it declared', () => {
    expect(said(interchange(group(set('0001'), 'GE*7*1')))).toBe('AK1*SR*1~AK2*404*0001~AK5*R~AK9*R*7*1*0*5');
    expect(said(interchange(group(set('0001'), 'GE*1*2')))).toMatch(/~AK9\*R\*1\*1\*0\*4$/);
  });

  it('accepts with errors what has warnings only', () => {
    const place = { segment: 'N1', segmentPosition: 5, element: 2 };
    const found = [fault('edi-value-too-long', place, { severity: 'warning' })];
    expect(said(interchange(group(set('0001'))), {}, found)).toContain('~AK4*2**5~AK5*E*5~AK9*E*1*1*1');
  });

  it('leaves content to others unless it is asked to tell it', () => {
    const found = [fault('rule-violated', { segment: 'N1', segmentPosition: 5 })];
    expect(said(interchange(group(set('0001'))), {}, found)).toContain('~AK9*A*');
    expect(said(interchange(group(set('0001'))), { coversApplication: true }, found)).toContain(
      '~AK3*N1*5**8~AK5*R*5~',
    );
  });

  it('answers every group that is not an acknowledgement itself', () => {
    const fa = 'GS*FA*APP1*APP2*20041216*0805*9*X*004010~ST*997*0001~AK1*SR*1~AK9*A*1*1*1~SE*4*0001~GE*1*9~';
    const second = group(set('0001', 'SE*9*0001'), 'GE*1*2').replace('*1*X*', '*2*X*');
    const text = interchange(group(set('0001')) + fa + second, 3);
    expect(said(text, { namesAccepted: false })).toBe(
      'AK1*SR*1~AK9*A*1*1*1 AK1*SR*2~AK2*404*0001~AK5*R*4~AK9*R*1*1*0',
    );
    expect(answer(text)).toContain('~GE*1*30~GS*FA*APP2*APP1*20261122*1730*31*X*004010~');
    expect(answer(interchange(fa))).toBe('<acknowledgement-received>');
  });

  it('counts a set that it cannot name', () => {
    const text = interchange(group(`${set('0001')}ST*404~BX*00*R*PP~SE*3~`, 'GE*2*1'));
    expect(answer(text)).toContain('~AK1*SR*1~AK2*404*0001~AK5*A~AK9*P*2*2*1~SE*');
  });

  it('is not made when it could not repeat the group number', () => {
    const text = interchange(group(set('0001')).replace('*0805*1*X', '*0805*A1*X'));
    expect(answer(text)).toBe('<copied-element-missing: GS06>');
  });

  it('leaves a rejected envelope to TA1', () => {
    const text = interchange(group(set('0001')), 7);
    expect(answer(text)).toBe('<interchange-rejected>');
    expect(answer(text, { withTa1: true })).toMatch(
      />~TA1\*000095071\*041216\*0805\*R\*021~IEA\*0\*000000012~$/,
    );
    expect(answer(interchange(group(set('0001'))), { withTa1: true })).toMatch(/>~TA1\*[^~]*\*A\*000~GS\*FA/);
  });
});

describe('999', () => {
  const text = interchange(group(set('0001'), 'GE*1*1', '005010'));
  const changed = { set: '999' } as const;

  it('has IK3, IK4 and IK5 and says which version it answers', () => {
    const place = { segment: 'N1', segmentPosition: 5, element: 2, repetition: 3, dataElement: '93' };
    expect(answer(text, changed, [fault('edi-value-too-short', place, { value: 'A' })])).toContain(
      'GS*FA*APP2*APP1*20261122*1730*30*X*005010X231A1~ST*999*0001*005010X231A1~AK1*SR*1*005010~AK2*404*0001~' +
        'IK3*N1*5**8~IK4*2>>3*93*4*A~IK5*R*5~AK9*R*1*1*0~SE*8*0001~',
    );
  });

  it('tells what only a guide asks for by the codes of guides', () => {
    const found = [
      fault('edi-segment-missing', { segment: 'SE', segmentPosition: 3, missing: 'N9', guide: 'rail' }),
      fault(
        'edi-value-not-agreed',
        { segment: 'BX', segmentPosition: 2, element: 1, guide: 'rail' },
        { value: '00' },
      ),
    ];
    expect(said(text, changed, found)).toContain('~IK3*BX*2**8~IK4*1**I6*00~IK3*N9*3**I8~IK5*R*5~');
    expect(said(text, {}, found)).toContain('~AK3*BX*2**8~AK4*1**7*00~AK3*N9*3**3~AK5*R*5~');
  });

  it('says what made an element necessary', () => {
    const found = [fault('edi-dependency-missing', { segment: 'N1', segmentPosition: 5, element: 4 })];
    expect(said(text, changed, found)).toContain('~IK4*4**2~CTX*SITUATIONAL TRIGGER*N1*5**4~IK5*R*5~');
  });
});
