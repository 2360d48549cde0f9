import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { runMappingTests } from './index.js';
import { exampleCodeLists } from './testing/example-code-lists.js';
import { exampleDecode } from './testing/example-decode.js';

const guide = readFileSync(join(process.cwd(), 'docs/mapping.md'), 'utf8');
const examples = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map((found) => found[1]!);

/** What an example leaves out because the page has said it before. */
function complete(example: string): string {
  const has = (key: string): boolean => new RegExp(`^${key}:`, 'm').test(example);
  return [
    has('name') ? '' : 'name: example\n',
    has('from') ? '' : 'from: { format: xml }\n',
    has('to') ? '' : 'to: { format: json }\n',
    has('map') ? '' : 'map: {}\n',
    example,
  ].join('');
}

describe('the guide to mapping files', () => {
  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(7);
  });

  it.each(examples.map((example, index) => [index + 1, example] as const))(
    'has example %i, which compiles and passes its tests',
    (_, example) => {
      const text = complete(example);
      const report = runMappingTests('guide.yaml', {
        readFile: () => new TextEncoder().encode(text),
        decode: exampleDecode,
        codeLists: exampleCodeLists,
      });
      expect(report.problems).toEqual([]);
      expect(report.results.filter((result) => !result.passed)).toEqual([]);
    },
  );
});
