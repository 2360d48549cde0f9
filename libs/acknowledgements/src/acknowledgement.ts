import { describeIssue, type Issue, type PlainValue } from '#libs/message';
import { printable } from './printable.js';

/**
 * Acknowledgements say what has become of a message, in terms of facts that are durable when they are said: received,
 * valid, applied. They are made from the same issues that the journal keeps. This one is the canonical
 * Acknowledgement (`schemas/canonical/acknowledgement/1.schema.json`).
 */
export interface AcknowledgementFacts {
  /** Our own id of the acknowledgement, and the time at which it is true. */
  readonly id: string;
  readonly at: string;
  readonly messageId: string;
  readonly sha256: string;
  readonly receivedAt: string;
  /** The sender's own id of the message, if it could be read. */
  readonly reference?: string;
  readonly result: 'accepted' | 'refused' | 'duplicate' | 'quarantined';
  readonly issues: readonly Issue[];
  /** It was a test: valid, and applied nowhere. */
  readonly isTest?: boolean;
  /** For a batch: what became of its records. */
  readonly records?: Readonly<Record<'accepted' | 'refused' | 'duplicate' | 'quarantined', number>>;
}

const mostIssues = 1000;

export function acknowledgement(facts: AcknowledgementFacts): PlainValue {
  return {
    documentId: facts.id,
    issuedAt: facts.at,
    senderSystem: 'bianzu',
    ...(facts.reference === undefined ? {} : { acknowledgedDocumentId: printable(facts.reference, 70) }),
    messageId: facts.messageId,
    messageSha256: facts.sha256,
    receivedAt: facts.receivedAt,
    result: facts.result,
    facts: factsOf(facts),
    ...(facts.records === undefined ? {} : { records: { ...facts.records } }),
    ...(facts.issues.length === 0 ? {} : { issues: facts.issues.slice(0, mostIssues).map(issueOf) }),
  };
}

/** A duplicate was valid and applied when it came first; of a quarantined message nothing but the receipt is sure. */
function factsOf({ result, receivedAt, at, isTest }: AcknowledgementFacts): PlainValue {
  const received = { fact: 'received', occurredAt: receivedAt };
  if (result === 'refused' || result === 'quarantined') return [received];
  if (isTest === true) return [received, { fact: 'valid', occurredAt: at }];
  return [received, { fact: 'valid', occurredAt: at }, { fact: 'applied', occurredAt: at }];
}

function issueOf(fault: Issue): PlainValue {
  const { path, line, column, offset } = fault.location;
  const location = {
    ...(path === undefined || path === '' ? {} : { path: printable(path, 500) }),
    ...(line === undefined ? {} : { line }),
    ...(column === undefined || column < 1 ? {} : { column }),
    ...(offset === undefined ? {} : { offset }),
  };
  return {
    code: fault.code,
    severity: fault.severity,
    ...(Object.keys(location).length === 0 ? {} : { location }),
    ...optionalText('value', fault.value, 400),
    ...optionalText('expected', fault.expected, 1000),
    text: {
      zh: printable(describeIssue(fault, 'zh'), 2000),
      en: printable(describeIssue(fault, 'en'), 2000),
    },
  };
}

function optionalText(name: string, text: string | undefined, length: number): { [name: string]: string } {
  return text === undefined || text.trim() === '' ? {} : { [name]: printable(text, length) };
}
