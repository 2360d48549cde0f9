import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { mappingFunctionsReference } from './reference.js';

it('the reference page of the functions is up to date (npx bianzu mapping functions writes it)', () => {
  const page = readFileSync(join(process.cwd(), 'docs/reference/mapping-functions.md'), 'utf8');
  expect(page).toBe(mappingFunctionsReference());
});
