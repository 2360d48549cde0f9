import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { iftminAgreement } from '../support/edi-configuration.js';
import { EdiPartner, segmentsOf } from '../support/edi-partner.js';
import { iftmin, interchange } from '../support/edifact-samples.js';

const wrong = { 'GID+1+12:BG': 'GID+1+MANY:BG' };
const contrl = '{ edifact: { contrl: always, aperak: never } }';
const threeMessages = (reference: string): string =>
  interchange({ reference }, [
    iftmin('1', `${reference}-1`),
    iftmin('2', `${reference}-2`, wrong),
    iftmin('3', `${reference}-3`),
  ]);

describe('the terms of a partner say what one wrong message does to its interchange', () => {
  let partner: EdiPartner;

  beforeAll(async () => {
    partner = await EdiPartner.start('embedded', {
      acknowledge: contrl,
      batch: '{ interchange: split, refuse: interchange }',
    });
  });
  afterAll(() => partner.close());

  it('refuses all of it, and nothing of it is applied or published', async () => {
    const published = await partner.hub.queues.follow('bianzu.canonical', '#');
    const file = await partner.sent(threeMessages('P1'));
    expect(file).toMatchObject({ state: 'refused', reason: 'edi-value-characters', records: { refused: 3 } });
    expect(await partner.messagesOf(file)).toMatchObject([
      { state: 'refused', reason: 'edi-interchange-refused', canonical: [] },
      { state: 'refused', reason: 'edi-value-characters' },
      { state: 'refused', reason: 'edi-interchange-refused' },
    ]);
    expect(published).toEqual([]);
    // the interchange is rejected (4), and the message that took it down is named
    const [answer] = await partner.answers();
    expect(segmentsOf(answer!).slice(1, 4)).toEqual([
      'UCI+P1+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+4',
      'UCM+2+IFTMIN:D:00B:UN+4',
      'UCS+10',
    ]);
  });

  it('takes it under the same reference when it is corrected', async () => {
    const file = await partner.sent(
      interchange({ reference: 'P1' }, [iftmin('1', 'P1-1'), iftmin('2', 'P1-2')]),
    );
    expect(file).toMatchObject({ state: 'split', records: { accepted: 2 } });
  });

  it('takes down only the interchange that the message is in', async () => {
    const file = await partner.sent(
      threeMessages('P2') + interchange({ reference: 'P3' }, [iftmin('1', 'P3-1')]),
    );
    expect(file).toMatchObject({ state: 'split', records: { accepted: 1, refused: 3 } });
  });

  it('refuses it when a message repeats the number of another shipment', async () => {
    const again = iftmin('1', 'P3-1', { MAIZE: 'WHEAT' });
    const file = await partner.sent(interchange({ reference: 'P4' }, [again, iftmin('2', 'P4-2')]));
    expect(file).toMatchObject({ state: 'refused', reason: 'reference-conflict', records: { refused: 2 } });
  });
});

describe('an interchange that is kept', () => {
  let partner: EdiPartner;

  beforeAll(async () => {
    partner = await EdiPartner.start('embedded', {
      acknowledge: contrl,
      batch: '{ interchange: keep, refuse: message }',
    });
  });
  afterAll(() => partner.close());

  it('stays one message with the canonical messages of all that is right in it', async () => {
    const file = await partner.sent(threeMessages('K1'));
    expect(file).toMatchObject({ state: 'accepted', reference: 'K1' });
    expect(file.canonical.map(({ document }) => document.orderNumber)).toEqual(['K1-1', 'K1-3']);
    expect(file.canonical[1]!.lineage.find(({ target }) => target === '/orderNumber')).toMatchObject({
      sourceValue: 'K1-3',
    });
    expect(file.issues.map(({ code }) => code)).toContain('edi-value-characters');
    expect(await partner.client.search({ parent: file.id })).toEqual([]);
    expect(segmentsOf((await partner.answers())[0]!)).toContain('UCM+2+IFTMIN:D:00B:UN+4');
  });

  it('is refused in one piece where that was agreed', async () => {
    await partner.restart({ acknowledge: contrl, batch: '{ interchange: keep, refuse: interchange }' });
    const client = await partner.hub.client('forwarder-edi');
    const file = await client.settled(await client.taken(threeMessages('K2')));
    expect(file).toMatchObject({ state: 'refused', canonical: [] });
  });
});

describe('the tolerance of an agreement', () => {
  let partner: EdiPartner;

  beforeAll(async () => {
    const tolerance = '{ edi-count-mismatch: repair, edi-value-too-long: repair, code-not-listed: repair }';
    partner = await EdiPartner.start(
      'embedded',
      {
        acknowledge: '{ edifact: { contrl: receipt, aperak: refusals } }',
        tolerance: '{ edi-count-mismatch: repair }',
      },
      [iftminAgreement(`tolerance: ${tolerance}`)],
    );
  });
  afterAll(() => partner.close());

  it('repairs what is certainly meant, and keeps a record of it', async () => {
    const untidy = iftmin('1', 'R1-1', {
      'UNT+13': 'UNT+12',
      'GID+1+12:BG': 'GID+1+000000012:BG',
      'LOC+5+': 'LOC+5 +',
    });
    const file = await partner.sent(interchange({ reference: 'R1', count: 7 }, [untidy]));
    expect(file).toMatchObject({
      state: 'split',
      issues: [{ code: 'value-repaired', value: '7', expected: '1' }],
    });
    const [message] = await partner.messagesOf(file);
    expect(message).toMatchObject({
      state: 'accepted',
      canonical: [{ document: { items: [{ packageCount: 12 }] } }],
    });
    const repairs = message!.issues.filter(({ code }) => code === 'value-repaired');
    expect(repairs.map(({ value, expected }) => [value, expected])).toEqual([
      ['12', '13'],
      ['5 ', '5'],
      ['000000012', '12'],
    ]);
    expect(repairs.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('gives the receipt first, and then what became of it', async () => {
    expect((await partner.answers()).map((answer) => segmentsOf(answer)[1])).toEqual([
      'UCI+R1+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+8',
      'UCI+R1+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+7',
    ]);
  });

  it('leaves what nobody can be sure of as it is', async () => {
    const file = await partner.sent(interchange({ reference: 'R2' }, [iftmin('1', 'R2-1', wrong)]));
    expect(file.records).toEqual({ refused: 1 });
    await partner.answers();
  });

  it('tells faults of content by APERAK, after CONTRL has said that the syntax is right', async () => {
    const unknown = iftmin('1', 'R3-1', { 'LOC+8+TQW': 'LOC+8+NOWHERE' });
    await partner.sent(interchange({ reference: 'R3' }, [unknown]));
    const answers = (await partner.answers()).map(segmentsOf);
    expect(answers.map(([, first]) => first)).toEqual([
      'UCI+R3+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+8',
      'UCI+R3+FORWARDER-EDI:ZZZ+BIANZU-RAIL:ZZZ+7',
      expect.stringMatching(/^BGM\+\+\d+\+27\+RE$/),
    ]);
    expect(answers[2]![0]).toBe('UNH+1+APERAK:D:00B:UN');
    expect(answers[2]).toContain('RFF+ACW:1');
  });
});

describe('a message without an agreement', () => {
  let partner: EdiPartner;

  beforeAll(async () => {
    partner = await EdiPartner.start('embedded', { acknowledge: contrl });
  });
  afterAll(() => partner.close());

  it('waits alone, and can be released when there is one', async () => {
    const other = iftmin('2', 'W1-2', { 'IFTMIN:D:00B': 'IFTMIN:D:96A' });
    const file = await partner.sent(interchange({ reference: 'W1' }, [iftmin('1', 'W1-1'), other]));
    expect(file.records).toEqual({ accepted: 1, quarantined: 1 });
    const [, waiting] = await partner.messagesOf(file);
    expect(waiting).toMatchObject({ state: 'quarantined', reason: 'agreement-missing', agreement: null });
    // 17: no agreement on this type of message
    expect(segmentsOf((await partner.answers())[0]!)).toContain('UCM+2+IFTMIN:D:96A:UN+4+17');
    const agreement = iftminAgreement().replace('D.00B', 'D.96A').replace('id: iftmin', 'id: iftmin-d96a');
    await partner.restart({ acknowledge: contrl }, [iftminAgreement(), agreement]);
    const operator = await partner.hub.client('operator');
    await operator.post(`/v1/messages/${waiting!.id}/release`);
    expect(await operator.settled(waiting!.id)).toMatchObject({
      state: 'accepted',
      agreement: 'iftmin-d96a',
    });
    expect(await partner.answers()).toEqual([]);
  });
});
