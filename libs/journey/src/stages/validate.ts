import { isEdiDocument } from '#libs/codecs';
import { compilePath, issue, locationOf, type Document, type Issue, type Path } from '#libs/message';
import type { Agreement, Partner } from '#libs/routing';
import type { Engines } from '../engines.js';
import { structure, type Validated } from './structure.js';

/** All layers that the agreement's schema has, and the sender named inside the message. */
export function validate(
  document: Document,
  agreement: Agreement,
  partner: Partner,
  engines: Engines,
): Validated {
  if (isEdiDocument(document)) return structure(document, agreement, engines);
  const issues = engines.schemas.validate(document, agreement.schema);
  return { document, issues: [...checkSender(document, agreement, partner), ...issues] };
}

/** The sender in the message must be the partner whose credential brought it. */
function checkSender(document: Document, agreement: Agreement, partner: Partner): Issue[] {
  if (agreement.senderId === undefined) return [];
  const node = pathOf(agreement.senderId).first(document.root);
  if (node?.text === undefined || partner.senderIds.includes(node.text.trim())) return [];
  return [
    issue('sender-mismatch', locationOf(node, document.format), {
      value: node.text,
      expected: partner.senderIds.join(' | '),
    }),
  ];
}

/** The sender's own id of the message; the agreement says where it is. */
export function referenceOf(document: Document, agreement: Agreement): string | undefined {
  if (agreement.reference === undefined) return undefined;
  const texts = agreement.reference.map((path) => pathOf(path).first(document.root)?.text?.trim() ?? '');
  return texts.every((text) => text === '') ? undefined : texts.join('/').slice(0, 200);
}

const paths = new Map<string, Path>();

/** Paths come from agreements, so there are only as many as those name. */
function pathOf(text: string): Path {
  const known = paths.get(text) ?? compilePath(text);
  paths.set(text, known);
  return known;
}
