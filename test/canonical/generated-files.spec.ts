import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { loadCanonicalMessages } from '#libs/canonical';
import { generatedFiles } from '../../scripts/schemas/generated-files.js';
import { BothForms } from './both-forms.js';

const root = join(import.meta.dirname, '../..');
const files = await generatedFiles(root);
const models = [...loadCanonicalMessages(join(root, 'schemas')).values()];

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

describe('the example of a message', () => {
  it.each(models.map((model) => [model.name, model] as const))(
    'is valid in both forms: %s',
    (_name, model) => {
      const forms = new BothForms(model);
      const file = join(root, 'schemas/canonical', model.name, `${model.version}.example.json`);
      const example: unknown = JSON.parse(readFileSync(file, 'utf8'));
      expect(forms.acceptsJson(example)).toBe(true);
      expect(forms.acceptsXml(forms.xmlOf(example))).toBe(true);
      forms.dispose();
    },
  );
});
