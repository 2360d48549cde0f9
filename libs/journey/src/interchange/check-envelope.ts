import { serviceSegment, valueOf } from '#libs/acknowledgements';
import type { EdiSegment } from '#libs/codecs';
import { issue, type Issue, type IssueCode } from '#libs/message';
import type { EdiIdentity, EdiTerms } from '#libs/routing';
import type { EdiFormat } from './message-head.js';

/** What UNB or ISA say of an interchange. */
export interface EnvelopeFacts {
  readonly sender: EdiIdentity;
  readonly recipient: EdiIdentity;
  /** UNB 0020, ISA13. */
  readonly reference: string;
  readonly isTest: boolean;
}

interface ElementPlace {
  readonly element: number;
  readonly component?: number;
  readonly path: string;
}

const places = {
  edifact: {
    sender: { element: 2, component: 1, path: 'UNB/S002/0004' },
    recipient: { element: 3, component: 1, path: 'UNB/S003/0010' },
    test: { element: 11, path: 'UNB/0035' },
  },
  x12: {
    sender: { element: 6, path: 'ISA/ISA06' },
    recipient: { element: 8, path: 'ISA/ISA08' },
    test: { element: 15, path: 'ISA/ISA15' },
  },
} as const satisfies Record<EdiFormat, Record<string, ElementPlace>>;

export function envelopeFacts(header: EdiSegment, format: EdiFormat): EnvelopeFacts {
  const segment = serviceSegment(header);
  const text = (element: number, component = 1): string => valueOf(segment, element, component).trim();
  if (format === 'edifact') {
    return {
      sender: { id: text(2), qualifier: text(2, 2) },
      recipient: { id: text(3), qualifier: text(3, 2) },
      reference: text(5),
      isTest: text(11) === '1',
    };
  }
  return {
    sender: { id: text(6), qualifier: text(5) },
    recipient: { id: text(8), qualifier: text(7) },
    reference: text(13),
    isTest: text(15) === 'T',
  };
}

/**
 * What keeps an interchange from being taken, whatever is in it: it names another sender than the partner that brought it,
 * it is not for us, or it is a test and none was agreed.
 * @param interchange its number in the file, from 1
 */
export function checkEnvelope(
  header: EdiSegment,
  facts: EnvelopeFacts,
  format: EdiFormat,
  terms: EdiTerms,
  interchange: number,
): Issue[] {
  const found: Issue[] = [];
  const report = (
    code: IssueCode,
    { path, ...position }: ElementPlace,
    value: string,
    expected?: string,
  ): void => {
    const args = { interchange, group: 0, message: 0, segment: header.name, ...position };
    const offset = header.children[position.element - 1]?.position?.offset ?? header.position.offset;
    found.push(issue(code, { path, offset }, { value, expected, args }));
  };
  const { sender, recipient, test } = places[format];
  if (!terms.identities.some((known) => isSame(known, facts.sender)))
    report('sender-mismatch', sender, shown(facts.sender), terms.identities.map(shown).join(' | '));
  if (!isSame(terms.own, facts.recipient))
    report('recipient-mismatch', recipient, shown(facts.recipient), shown(terms.own));
  if (facts.isTest && terms.test === 'refuse') report('edi-test-refused', test, format === 'x12' ? 'T' : '1');
  return found;
}

/** An identity that is agreed without a qualifier goes with any. */
function isSame(agreed: EdiIdentity, seen: EdiIdentity): boolean {
  return agreed.id === seen.id && (agreed.qualifier === undefined || agreed.qualifier === seen.qualifier);
}

function shown({ id, qualifier = '' }: EdiIdentity): string {
  return qualifier === '' ? id : `${id}:${qualifier}`;
}
