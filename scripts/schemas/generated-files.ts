import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAnswers, loadCanonicalMessages } from '#libs/canonical';
import { answersXsd } from '#libs/interfaces';
import type { PlainValue } from '#libs/message';
import { describedAnswers } from './described-answers.js';
import { issuesPage } from './issues-page.js';
import { metricsPage } from './metrics-page.js';
import { componentsPage, indexPage, messagePage } from './reference-pages.js';
import { words, type Language } from './reference-words.js';
import { rulesOf } from './rules.js';
import { typescriptTypes } from './typescript-types.js';
import { xsdOf } from './xsd.js';

const pages = 'docs/reference/messages';

/** Everything that is made from the canonical schemas and the catalogues of issues and metrics: path from the repository's root to content. */
export async function generatedFiles(root: string): Promise<Map<string, string>> {
  const models = [...loadCanonicalMessages(join(root, 'schemas')).values()];
  const files = new Map<string, string>();
  for (const model of models) {
    const place = `schemas/canonical/${model.name}/${model.version}`;
    const example = JSON.parse(readFileSync(join(root, `${place}.example.json`), 'utf8')) as PlainValue;
    files.set(`${place}.xsd`, xsdOf(model));
    const rules = rulesOf(model);
    if (rules !== undefined) files.set(`${place}.rules.yaml`, rules);
    for (const language of Object.keys(words) as Language[])
      files.set(`${pages}/${model.name}${words[language].suffix}`, messagePage(model, example, language));
  }
  for (const model of loadAnswers(join(root, 'schemas')).values())
    files.set(`schemas/interfaces/answers/${model.name}/${model.version}.xsd`, xsdOf(model));
  files.set('schemas/interfaces/answers.xsd', answersXsd(describedAnswers(root, models)));
  for (const language of Object.keys(words) as Language[]) {
    files.set(`${pages}/components${words[language].suffix}`, componentsPage(models, language));
    files.set(`${pages}/README${words[language].suffix}`, indexPage(models, language));
  }
  files.set('docs/reference/issues.md', issuesPage());
  files.set('docs/reference/metrics.md', metricsPage());
  files.set('libs/message/src/generated/canonical.ts', await typescriptTypes(models));
  return files;
}
