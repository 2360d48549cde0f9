import { valueNode, type DocumentNode } from '#libs/message';
import type { Dialect } from '../definitions/definitions.js';
import { textAt } from '../segment-view.js';
import type { FoundMessage } from '../structure/walk-messages.js';

/** Element and component of the interchange header, group header or message header that a fact is. */
type Source = readonly [header: 'interchange' | 'group' | 'message', element: number, component?: number];

const facts: Readonly<Record<Dialect, Readonly<Record<string, Source>>>> = {
  edifact: {
    '@syntax': ['interchange', 1],
    '@syntaxVersion': ['interchange', 1, 2],
    '@sender': ['interchange', 2],
    '@senderQualifier': ['interchange', 2, 2],
    '@recipient': ['interchange', 3],
    '@recipientQualifier': ['interchange', 3, 2],
    '@date': ['interchange', 4],
    '@time': ['interchange', 4, 2],
    '@reference': ['interchange', 5],
    '@applicationReference': ['interchange', 7],
    '@acknowledgementRequest': ['interchange', 9],
    '@testIndicator': ['interchange', 11],
    '@groupSender': ['group', 2],
    '@groupRecipient': ['group', 3],
    '@groupReference': ['group', 5],
    '@messageReference': ['message', 1],
    '@messageType': ['message', 2],
    '@messageVersion': ['message', 2, 2],
    '@messageRelease': ['message', 2, 3],
    '@agency': ['message', 2, 4],
    '@association': ['message', 2, 5],
  },
  x12: {
    '@senderQualifier': ['interchange', 5],
    '@sender': ['interchange', 6],
    '@recipientQualifier': ['interchange', 7],
    '@recipient': ['interchange', 8],
    '@date': ['interchange', 9],
    '@time': ['interchange', 10],
    '@reference': ['interchange', 13],
    '@acknowledgementRequest': ['interchange', 14],
    '@testIndicator': ['interchange', 15],
    '@functionalGroup': ['group', 1],
    '@groupSender': ['group', 2],
    '@groupRecipient': ['group', 3],
    '@groupReference': ['group', 6],
    '@groupVersion': ['group', 8],
    '@messageType': ['message', 1],
    '@messageReference': ['message', 2],
  },
};

const factsOf = { edifact: Object.entries(facts.edifact), x12: Object.entries(facts.x12) };

/** What the envelope says of a message, as children `@sender`, `@reference` ... of its root; only what is there. */
export function envelopeFacts(
  { envelope, segments }: FoundMessage,
  dialect: Dialect,
  parent: DocumentNode,
): DocumentNode[] {
  const headers = { ...envelope, message: segments[0] };
  const found: DocumentNode[] = [];
  for (const [name, [header, element, component]] of factsOf[dialect]) {
    const segment = headers[header];
    const text = textAt(segment, element, component).trim();
    if (text === '') continue;
    found.push(valueNode(name, text, 'string', parent, { offset: segment?.position?.offset }));
  }
  return found;
}
