/**
 * Base data 基础数据: what every message must agree on.
 *
 * - code lists: files under `code-lists/` and a few npm packages, with validity dates, names in Chinese and English, and
 *   cross-references to the codes of each system; what was entered while running lies on top (`overlay`)
 * - identifiers: credit code, container, wagon, waybill, resident, phone and air waybill numbers, with check digits
 * - normalisation: names, addresses and phones in the one form in which they are compared
 * - import: larger lists in the forms in which they circulate, merged into our files
 *
 * Nothing here knows a server or a database.
 */
export type { CodeEntry, CrossReferenceRow } from './code-lists/code-entry.js';
export type { CodeLists, CodeTables } from './code-lists/code-lists.js';
export type { CodeTable } from './code-lists/code-table.js';
export type { ColumnDefinition, ListDefinition } from './code-lists/list-definition.js';
export { loadCodeLists } from './code-lists/load-code-lists.js';
export { overlay, type OverlayRows } from './code-lists/overlay.js';
export {
  identifiers,
  type IdentifierCheck,
  type IdentifierName,
  type IdentifierResult,
} from './identifiers/identifiers.js';
export { isOrganisationCode } from './identifiers/organisation-code.js';
export { normaliseAddress } from './normalisation/normalise-address.js';
export { normaliseCompanyName } from './normalisation/normalise-company-name.js';
export { normalisePhone } from './normalisation/normalise-phone.js';
export { importForms, type ImportForm } from './import/import-form.js';
export { importList, type ImportRequest, type ImportResult } from './import/import-list.js';
