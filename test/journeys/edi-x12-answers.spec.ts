import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { configurationFolder, type ConfigurationFolder } from '../support/configuration-folder.js';
import { segmentsOf } from '../support/edi-partner.js';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import type { JourneyView } from '../support/views.js';

const sample = readFileSync('mappings/shipper-x12/fixtures/404-two-goods.x12', 'utf8');
const isa = sample.slice(0, sample.indexOf('GS*'));
const iea = sample.slice(sample.indexOf('IEA*'));
const numbered = (text: string, number: string): string => text.replaceAll('000000207', number);

describe('the answers to X12', () => {
  let configuration: ConfigurationFolder;
  let hub: Installation;
  let shipper: HubClient;

  const sent = async (text: string): Promise<{ file: JourneyView; answers: string[][] }> => {
    const file = await shipper.settled(await shipper.taken(text, { contentType: 'application/edi-x12' }));
    const contents = await Promise.all(file.deliveries.map(({ content }) => shipper.raw(content)));
    return { file, answers: contents.map((bytes) => segmentsOf(bytes.toString())) };
  };

  beforeAll(async () => {
    configuration = configurationFolder();
    configuration.replace(
      'shipper-x12.yaml',
      "ta1: always, functional: '997'",
      "ta1: requested, functional: '999'",
    );
    hub = await Installation.start({ edition: 'embedded', configurationRoot: configuration.root });
    shipper = await hub.client('shipper-x12');
  });
  afterAll(async () => {
    await hub.close();
    configuration.close();
  });

  it('are 999 alone where no TA1 is asked for', async () => {
    const { file, answers } = await sent(numbered(sample, '000000301'));
    expect(file.deliveries[0]!.contentType).toBe('application/edi-x12');
    expect(answers).toEqual([
      [
        expect.stringMatching(/^ST\*999\*0001/),
        'AK1*SR*207*004010',
        'AK2*404*0001',
        expect.stringMatching(/^IK5\*[AE]$/),
        expect.stringMatching(/^AK9\*[AE]\*1\*1\*1$/),
        'SE*6*0001',
      ],
    ]);
  });

  it('begin with TA1 where ISA14 asks for it', async () => {
    const { answers } = await sent(numbered(sample, '000000302').replace('*0*P*>', '*1*P*>'));
    expect(answers[0]![0]).toBe('TA1*000000302*261102*0830*A*000');
    expect(answers[0]![1]).toMatch(/^ST\*999/);
  });

  it('reject an envelope by TA1 with its code, and nothing of it is taken', async () => {
    const wrong = numbered(sample, '000000303').replace('*0*P*>', '*1*P*>').replace('IEA*1*', 'IEA*4*');
    const { file, answers } = await sent(wrong);
    expect(file).toMatchObject({ state: 'refused', reason: 'edi-count-mismatch' });
    expect(answers).toEqual([['TA1*000000303*261102*0830*R*021']]);
  });

  it('name a set that was not agreed with code 1', async () => {
    const other = numbered(sample, '000000304')
      .replace('ST*404*', 'ST*999999*')
      .replace('ST*999999*', 'ST*204*');
    const { file, answers } = await sent(other);
    expect(file.records).toEqual({ quarantined: 1 });
    expect(answers[0]!.find((segment) => segment.startsWith('IK5'))).toMatch(/^IK5\*R\*(?:\d+\*)*1(?:\*|$)/);
  });

  it('are none to an interchange of acknowledgements only', async () => {
    const ta1 = `${numbered(isa, '000000305')}TA1*000000001*261102*0830*A*000~${numbered(iea, '000000305').replace('IEA*1', 'IEA*0')}`;
    const { file, answers } = await sent(ta1);
    expect(file).toMatchObject({ state: 'split', recordCount: 0 });
    expect(answers).toEqual([]);
  });
});
