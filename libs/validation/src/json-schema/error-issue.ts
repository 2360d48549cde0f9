import {
  issue,
  locationOf,
  type Document,
  type DocumentNode,
  type Issue,
  type IssueCode,
} from '#libs/message';
import type { ErrorObject } from 'ajv';
import { looksLikeDate } from '../dates/looks-like-date.js';
import { nodeAt } from './node-at.js';

interface Reading {
  readonly code: IssueCode;
  readonly expected: string;
}

/** The issue that an error of ajv stands for. Values are told as the document wrote them, not as JavaScript reads them. */
export function errorIssue(error: ErrorObject, document: Document): Issue {
  const node = nodeAt(document.root, error.instancePath);
  const location = locationOf(node, document.format);
  const unknown = (error.params.additionalProperty ?? error.params.unevaluatedProperty) as string | undefined;
  if (unknown !== undefined) return unexpectedMember(error, document, node, unknown);
  if (error.keyword === 'required' || error.keyword === 'dependentRequired') {
    return issue('element-missing', location, { expected: String(error.params.missingProperty) });
  }
  const reading = readingOf(error, node);
  if (reading === undefined) {
    return issue('schema-violation', location, {
      value: node.text,
      args: { reason: error.message ?? error.keyword },
    });
  }
  return issue(reading.code, location, { value: valueOf(node), expected: reading.expected });
}

function unexpectedMember(error: ErrorObject, document: Document, parent: DocumentNode, name: string): Issue {
  const node = parent.children.find((child) => child.name === name) ?? parent;
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  return issue('element-unexpected', locationOf(node, document.format), {
    value: name,
    expected: known.slice(0, 30).join(' | ') || '-',
  });
}

function valueOf(node: DocumentNode): string {
  if (node.kind === 'value') return node.text ?? '';
  return node.kind === 'array' ? '[…]' : '{…}';
}

function readingOf(error: ErrorObject, node: DocumentNode): Reading | undefined {
  const { keyword, params } = error;
  const limit = String(params.limit);
  switch (keyword) {
    case 'type':
      return { code: 'value-type', expected: [params.type].flat().join(' | ') };
    case 'enum':
      return {
        code: 'value-not-allowed',
        expected: (params.allowedValues as unknown[]).map(String).join(', '),
      };
    case 'const':
      return { code: 'value-not-allowed', expected: JSON.stringify(params.allowedValue) };
    case 'pattern':
      return { code: 'value-pattern', expected: String(params.pattern) };
    case 'format':
      return formatReading(String(params.format), node);
    case 'minLength':
      return { code: 'value-length', expected: `≥ ${limit}` };
    case 'maxLength':
      return { code: 'value-length', expected: `≤ ${limit}` };
    case 'x-fractionDigits':
      return { code: 'value-length', expected: `≤ ${String(error.schema)} (fractionDigits)` };
    case 'minItems':
    case 'minProperties':
      return { code: 'too-few', expected: limit };
    case 'maxItems':
    case 'maxProperties':
      return { code: 'too-many', expected: limit };
    case 'uniqueItems':
      return { code: 'value-not-unique', expected: 'uniqueItems' };
    case 'false schema':
      return { code: 'element-unexpected', expected: '-' };
    default:
      return rangeReading(keyword, params, limit);
  }
}

function rangeReading(keyword: string, params: ErrorObject['params'], limit: string): Reading | undefined {
  if (keyword === 'multipleOf') return { code: 'value-range', expected: `n × ${String(params.multipleOf)}` };
  if (params.comparison === undefined) return undefined;
  const sign = String(params.comparison).replace('>=', '≥').replace('<=', '≤');
  return { code: 'value-range', expected: `${sign} ${limit}` };
}

function formatReading(format: string, node: DocumentNode): Reading {
  const impossible = format.startsWith('date') && looksLikeDate(node.text ?? '');
  return { code: impossible ? 'date-impossible' : 'value-pattern', expected: format };
}
