import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codecFor } from '#libs/codecs';
import { loadConfiguration } from '#libs/configuration';
import { coverage, runMappingTests } from '#libs/mapping';
import type { HubClient } from '../support/hub-client.js';
import { Installation } from '../support/installation.js';
import { markdownBlocks } from './markdown-blocks.js';

const files = markdownBlocks('CONTRIBUTING.md').filter(({ file }) => file !== undefined);
const sample = files.find(({ file }) => file?.includes('/samples/'))?.text ?? '';

describe('the recipe for a new source system in CONTRIBUTING.md', () => {
  let root: string;
  let hub: Installation;
  let warehouse: HubClient;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'bianzu-recipe-'));
    for (const folder of ['agreements', 'mappings', 'schemas', 'code-lists'])
      cpSync(folder, join(root, folder), { recursive: true });
    for (const { file = '', text } of files) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    hub = await Installation.start({ edition: 'embedded', configurationRoot: root });
    warehouse = await hub.client('warehouse');
  });
  afterAll(async () => {
    await hub.close();
    rmSync(root, { recursive: true });
  });

  it('names a file for each of its six steps', () => {
    expect(files.map(({ file }) => file?.split('/')[0]).sort()).toEqual([
      'agreements',
      'code-lists',
      'mappings',
      'schemas',
      'schemas',
      'schemas',
    ]);
  });

  it('gives a mapping whose tests pass and leave no target field out', () => {
    const { codeLists, schemas, problems } = loadConfiguration(root);
    expect(problems).toEqual([]);
    const report = runMappingTests(join(root, 'mappings/warehouse/dispatch-to-transport-order.yaml'), {
      readFile: (path) => readFileSync(path),
      decode: (bytes, format) => codecFor(format).decode(bytes),
      codeLists,
      validateTarget: (document, schema) => schemas.validate(document, schema),
    });
    expect(report.results.flatMap(({ failures }) => failures)).toEqual([]);
    expect(report.results.length).toBeGreaterThan(1);
    expect(coverage(report.mapping!, report).neverProduced).toEqual([]);
  });

  it('makes the hub accept the sample, keep its customer and answer', async () => {
    const journey = await warehouse.settled(
      await warehouse.taken(sample, { contentType: 'application/json' }),
    );
    expect(journey).toMatchObject({ state: 'accepted', agreement: 'dispatch', issues: [] });
    expect(journey.canonical[0]!.document).toMatchObject({
      orderNumber: 'WO2026112000017',
      origin: { stationCode: 'EZY' },
      totalGrossWeightKg: 52500,
    });
    expect(journey.deliveries).toMatchObject([{ kind: 'acknowledgement', state: 'delivered' }]);
    const operator = await hub.client('operator');
    const { body } = await operator.get<{ items: unknown[] }>('/v1/customers?creditCode=91610111719702345H');
    expect(body.items).toMatchObject([{ systems: ['warehouse'] }]);
  });

  it('makes the hub tell all faults of a wrong message at once', async () => {
    const wrong = sample
      .replace('WH-20261120-0001', 'WH-20261120-0002')
      .replace('2345H', '2345X')
      .replace('1040', '0')
      .replace('"TJC"', '"XAG"');
    const { state, issues } = await warehouse.settled(await warehouse.taken(wrong));
    expect(state).toBe('refused');
    expect(issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['check-digit-wrong', 'value-range', 'rule-violated']),
    );
  });
});
