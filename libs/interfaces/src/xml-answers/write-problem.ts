import { xmlDeclaration } from './write-answer.js';
import { xmlElement, xmlNumber, xmlText } from './xml-text.js';

export const problemNamespace = 'urn:ietf:rfc:7807';

/** A problem: `detail` has both languages, `text` each for itself; and what else is said of the case. */
export interface DescribedProblem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly text: { readonly zh: string; readonly en: string };
  readonly [member: string]: unknown;
}

/** A problem in XML (RFC 9457, appendix B). Other members follow those that each has; a list is `i` elements. */
export function writeProblem({ type, title, status, detail, text, ...more }: DescribedProblem): string {
  const members = { type, title, status, detail, text, ...more };
  const said = JSON.parse(JSON.stringify(members)) as object;
  return xmlDeclaration + xmlElement('problem', content(said), ` xmlns="${problemNamespace}"`);
}

function content(value: unknown): string {
  if (typeof value === 'number') return xmlNumber(value);
  if (typeof value === 'string') return xmlText(value);
  if (typeof value !== 'object' || value === null) return value === null ? '' : JSON.stringify(value);
  if (Array.isArray(value)) return value.map((item) => xmlElement('i', content(item))).join('');
  return Object.entries(value)
    .map(([name, member]) => xmlElement(elementName(name), content(member)))
    .join('');
}

/** Members of ours have names as elements have them; what a configuration names may have others. */
function elementName(member: string): string {
  const name = member.replace(/[^\p{L}\p{N}_.-]/gu, '_');
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`;
}
