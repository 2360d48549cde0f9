import { fromPlainValue } from '#libs/message';
import { compileMapping } from '#libs/mapping';
import { exampleCodeLists } from '../src/testing/example-code-lists.js';

/**
 * Runs per second of a mapping with 40 fields, a loop and three code look-ups, lineage recorded, one thread:
 * `node --conditions=source --import @swc-node/register/esm-register` or compiled by SWC.
 */
const names = Array.from({ length: 28 }, (_, index) => `F${index + 1}`);
const text = `
name: bench
from: { format: xml }
to: { format: json }
map:
  number: { from: HEAD/NO, required: true }
  at: { from: HEAD/AT, as: dateTime, format: yyyyMMddHHmmss }
  origin: { from: FZ, code: { list: stations } }
  destination: { from: DZ, code: { list: stations, by: tmis } }
  via: { from: VZ, code: { list: stations, from: sys-1 } }
  kind: { from: LX, table: { A: loaded, B: empty } }
  weightKg: { from: ZL, unit: TNE, to: KGM }
  plain:
    map:
${names.map((name) => `      ${name}: B/${name}`).join('\n')}
  items:
    each: HWMX/HW
    map:
      name: { from: MC, apply: [trim] }
      pieces: { from: JS, as: integer }
`;
const { mapping, problems } = compileMapping(text, { file: 'bench.yaml' });
if (mapping === undefined) throw new Error(JSON.stringify(problems));
const root = fromPlainValue(
  {
    HEAD: { NO: 'D1', AT: '20260315083000' },
    FZ: 'CDW',
    DZ: '30062',
    VZ: 'A1',
    LX: 'A',
    ZL: '60.5',
    B: Object.fromEntries(names.map((name) => [name, `value of ${name}`])),
    HWMX: { HW: [1, 2, 3].map((count) => ({ MC: ' coal', JS: `${count}` })) },
  },
  'ORDER',
);
const context = { codeLists: exampleCodeLists, now: '2025-06-01T00:00:00Z' };
const document = { format: 'xml' as const, charset: 'utf-8', root };
const result = mapping.run(document, context);
if (result.issues.length > 0) throw new Error(JSON.stringify(result.issues));
for (let round = 0; round < 4; round++) {
  const start = performance.now();
  const runs = 50_000;
  for (let run = 0; run < runs; run++) mapping.run(document, context);
  const perSecond = Math.round(runs / ((performance.now() - start) / 1000));
  process.stdout.write(`${perSecond} runs/s, ${result.documents[0]?.lineage.length} values\n`);
}
