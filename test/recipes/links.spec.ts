import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const pages = [
  ...readdirSync('.').filter((name) => name.endsWith('.md')),
  ...['docs', 'schemas'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  ),
];

describe('every page of the documentation', () => {
  it.each(pages)('links only to what is there: %s', (page) => {
    const text = readFileSync(page, 'utf8').replace(/^```[\s\S]*?^```|`[^`\n]*`/gm, '');
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)].map(
      ([, target]) => target!,
    );
    expect(targets.filter((target) => !existsSync(join(dirname(page), target)))).toEqual([]);
  });

  it.each(['README.md', 'CONTRIBUTING.md', 'docs/journey.md', 'docs/glossary.md', 'docs/operating.md'])(
    'names only files that are there: %s',
    (page) => {
      const named = [
        ...readFileSync(page, 'utf8').matchAll(/`((?:apps|libs|scripts|test|docs)\/[\w./-]+)`/g),
      ];
      expect(named.map(([, path]) => path!).filter((path) => !existsSync(path))).toEqual([]);
    },
  );
});
