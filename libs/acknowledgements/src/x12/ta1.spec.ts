import { describe, expect, it } from '@jest/globals';
import { issue } from '#libs/message';
import { reportsOf, written } from '../fixtures/edi-answers.js';
import { ta1 } from './ta1.js';

const options = { interchangeNumber: 12, at: '2026-11-22T17:30:00Z' };
const isa =
  'ISA*00*          *00*          *ZZ*SENDER         *02*RAIL           *041216*0805*U*00401*000095071*1*T*>~';
const set = 'ST*404*0001~BX*00*R*PP~SE*3*0001~';

interface Parts {
  readonly isa?: string;
  readonly body?: string;
  readonly iea?: string;
}

function interchange(parts: Parts = {}): string {
  const body = parts.body ?? `GS*SR*S*R*20041216*0805*1*X*004010~${set}GE*1*1~`;
  return `${parts.isa ?? isa}${body}${parts.iea ?? 'IEA*1*000095071~'}`;
}

function answer(text: string, added: Parameters<typeof reportsOf>[2] = []): string {
  return written('x12', ta1(reportsOf('x12', text, added)[0]!, options));
}

const said = (text: string, added: Parameters<typeof reportsOf>[2] = []): string =>
  /TA1\*[^~]*/.exec(answer(text, added))?.[0] ?? answer(text, added);

describe('TA1', () => {
  it('goes back to the sender in an interchange of its own', () => {
    expect(answer(interchange())).toBe(
      'ISA*00*          *00*          *02*RAIL           *ZZ*SENDER         *261122*1730*U*00401*000000012*0*T*>~' +
        'TA1*000095071*041216*0805*A*000~IEA*0*000000012~',
    );
  });

  it('has the separators and the version of what it answers', () => {
    const text = interchange()
      .replaceAll('*', '|')
      .replaceAll('~', '\n')
      .replace('|U|00401|', '|^|00501|')
      .replace('>', ':');
    expect(answer(text)).toContain('|^|00501|000000012|0|T|:\nTA1|000095071|041216|0805|A|000\n');
  });

  it.each<[string, Parts, string]>([
    ['another reference in IEA', { iea: 'IEA*1*000095072~' }, 'R*001'],
    ['another number of groups', { iea: 'IEA*7*000095071~' }, 'R*021'],
    ['no IEA', { iea: '' }, 'R*023'],
    ['no group', { body: '', iea: 'IEA*0*000095071~' }, 'R*024'],
    [
      'a segment outside of groups',
      { body: `N1*SH~GS*SR*S*R*20041216*0805*1*X*004010~${set}GE*1*1~` },
      'R*022',
    ],
    ['an ISA of another length', { isa: isa.replace('SENDER         ', 'SENDER') }, 'R*022'],
  ])('rejects an interchange with %s', (_, parts, expected) => {
    expect(said(interchange(parts))).toBe(`TA1*000095071*041216*0805*${expected}`);
  });

  it.each([
    ['ISA05', '005'],
    ['ISA08', '008'],
    ['ISA12', '017'],
    ['IEA02', '001'],
  ])('tells a wrong %s by its own note', (element, note) => {
    const wrong = issue('value-not-allowed', { path: `${element.slice(0, 3)} 1/${element}`, offset: 0 });
    expect(said(interchange(), [wrong])).toBe(`TA1*000095071*041216*0805*R*${note}`);
  });

  it('rejects a repeated interchange, and accepts one with warnings with errors', () => {
    const place = { path: 'ISA 1/ISA13', offset: 0 };
    expect(said(interchange(), [issue('reference-repeated', place, { severity: 'error' })])).toMatch(
      /R\*025$/,
    );
    expect(said(interchange(), [issue('reference-repeated', place, { severity: 'warning' })])).toMatch(
      /E\*025$/,
    );
  });

  it('answers an ISA behind which nothing can be read, in separators of its own where it has none', () => {
    const text = isa.slice(0, 103);
    expect(answer(text)).toContain('~TA1*000095071*041216*0805*R*004~IEA*0*000000012~');
  });

  it('declares a repetition separator from 00402 on, even where the sender has none', () => {
    expect(answer(interchange({ isa: isa.replace('00401', '00501') }))).toContain('*^*00501*000000012*');
  });

  it('is not made for acknowledgements, nor for a sender without a name', () => {
    const only = 'GS*FA*S*R*20041216*0805*1*X*004010~ST*997*0001~AK1*SR*1~AK9*A*1*1*1~SE*4*0001~GE*1*1~';
    expect(answer(interchange({ body: only }))).toBe('<acknowledgement-received>');
    expect(answer(interchange({ body: 'TA1*000000050*200229*1200*A*000~', iea: 'IEA*0*000095071~' }))).toBe(
      '<acknowledgement-received>',
    );
    expect(answer(interchange({ isa: isa.replace('SENDER', '      ') }))).toBe('<sender-unknown>');
  });
});
