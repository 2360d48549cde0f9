import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { generatedFiles } from '../../scripts/schemas/generated-files.js';

const root = join(import.meta.dirname, '../..');
const files = await generatedFiles(root);

describe('what is generated from the canonical schemas', () => {
  it.each([...files])('is up to date (npm run schemas): %s', (path, content) => {
    const file = join(root, path);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(content);
  });

  it('leaves no page of a message that is gone', () => {
    const pages = readdirSync(join(root, 'docs/reference/messages')).map(
      (name) => `docs/reference/messages/${name}`,
    );
    expect(pages.filter((page) => !files.has(page))).toEqual([]);
  });
});
