import { fromXmlDocument, toXmlDocument } from '#libs/canonical';
import type { Document, FormatName } from '#libs/message';
import { UsageMistake } from './mistake.js';
import { fromPlainForm, toPlainForm } from './plain-form.js';
import type { Workspace } from './workspace.js';

export interface Conversion {
  readonly to: FormatName;
  readonly schema?: string;
  readonly rootName?: string;
}

/**
 * A document in the shape that another format writes: canonical messages by their model, others by the plain form.
 * @throws UsageMistake when the document has no such shape
 */
export function convertedDocument(
  document: Document,
  conversion: Conversion,
  workspace: Workspace,
): Document {
  const { to, schema, rootName } = conversion;
  const model = schema === undefined ? undefined : workspace.canonicalMessages.get(schema);
  if (model !== undefined && document.format !== to) {
    if (document.format === 'json' && to === 'xml') return toXmlDocument(document, model);
    if (document.format === 'xml' && to === 'json') return fromXmlDocument(document, model);
  }
  if (document.format === to && to !== 'json') return document;
  if (to === 'json') return toPlainForm(document);
  const root = fromPlainForm(toPlainForm(document), to === 'xml' ? 'xml' : 'table', rootName);
  if (root === undefined) throw to === 'xml' ? rootMissing : recordsMissing;
  return { format: to, charset: document.charset, root };
}

const rootMissing = new UsageMistake({
  zh: 'XML 需要一个根元素：JSON 应只有一个成员，或用 --root-name 指明。',
  en: 'XML needs one root element: JSON with a single member, or name it with --root-name.',
});

const recordsMissing = new UsageMistake({
  zh: '表格需要记录：JSON 应为对象列表。',
  en: 'A table needs records: JSON that is a list of objects.',
});
