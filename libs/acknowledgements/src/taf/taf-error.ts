import { describeIssue, issueLayers, type Issue, type IssueCode } from '#libs/message';
import { printable } from '../printable.js';
import type { TafElements } from './taf-element.js';
import { longestText } from './taf-header.js';

/**
 * ErrorCode: 5000 to 6000 belong to the central list, which has no codes for faults of content; above 6000 they are agreed
 * between two parties. These are ours, by what has to be mended.
 */
const codesByIssue: { readonly [Code in IssueCode]?: string } = {
  'sender-mismatch': '6005',
  'sender-unknown': '6005',
  'agreement-missing': '6006',
  'agreement-ended': '6006',
  'reference-conflict': '6007',
};
const codesByLayer: { readonly [Layer in keyof typeof issueLayers]?: string } = {
  syntax: '6001',
  structure: '6002',
  codes: '6003',
  mapping: '6004',
  signature: '6008',
};
const anotherFault = '6009';

/** TypeOfError: rules of the business, or what no rule could be asked about because it cannot be read. */
const functional = '1';
const technical = '2';

/** An `Error` of an ErrorMessage. */
export function tafError(fault: Issue): TafElements {
  const { location, code, severity } = fault;
  const place = location.line === undefined ? '' : ` (line ${location.line})`;
  // the place has an element of its own
  const text = describeIssue({ ...fault, location: {} }, 'en');
  return {
    TagReference: location.path === undefined || location.path === '' ? undefined : location.path,
    TypeOfError: layerOf(code) === 'syntax' ? technical : functional,
    Severity: severity === 'error' ? '2' : '1',
    ErrorCode: codesByIssue[code] ?? codesByLayer[layerOf(code)] ?? anotherFault,
    FreeTextField: printable(`${code}: ${text}${place}`, longestText),
  };
}

function layerOf(code: IssueCode): keyof typeof issueLayers {
  const layers = Object.entries(issueLayers) as [keyof typeof issueLayers, object][];
  return layers.find(([, texts]) => code in texts)?.[0] ?? 'journey';
}
