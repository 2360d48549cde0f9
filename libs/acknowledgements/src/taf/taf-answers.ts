import type { Document, Issue } from '#libs/message';
import type { AcknowledgementFacts } from '../acknowledgement.js';
import { printable } from '../printable.js';
import { tafDocument, type TafElements } from './taf-element.js';
import { tafError } from './taf-error.js';
import { longestText, type TafHeader } from './taf-header.js';

/** What is told of a message, and who tells it. */
export interface TafAnswerFacts extends AcknowledgementFacts {
  /** Our RICS code. */
  readonly sender: string;
  /** RICS code of the partner, for a message whose own cannot be read. */
  readonly recipient: string;
}

/** Namespace and version of an answer to what cannot be read so far. */
const usual = { namespace: 'http://www.era.europa.eu/schemes/TAFTSI/3.5', version: '3.5.0.0' };
const taf = /^http:\/\/(?:www\.era\.europa\.eu\/schemes\/TAFTSI\/|taf-jsg\.info\/schemes)/;

const receiptConfirmation = '2007';
const errorMessage = '9000';
const mostErrors = 1_000;

/**
 * The answers of content to a TAF TSI message, in the namespace and version that it came in: ReceiptConfirmationMessage (2007)
 * when it was taken or is kept, ErrorMessage (9000) when it cannot be processed (Severity 2). A message that was taken although something
 * is off standard gets both, the errors with Severity 1. Answers are never answered, and a receipt that could not name its message is none.
 */
export function tafAnswers(facts: TafAnswerFacts, about: TafHeader): Document[] {
  if (about.messageType === receiptConfirmation || about.messageType === errorMessage) return [];
  const told = facts.issues.filter(({ severity }) => severity !== 'info');
  if (facts.result === 'refused') return [errors(facts, about, told, facts.id)];
  const related = relatedReference(about);
  if (related === undefined) return [];
  const namespace = namespaceOf(about);
  const receipt = tafDocument('ReceiptConfirmationMessage', namespace, {
    MessageHeader: header(facts, about, receiptConfirmation, facts.id),
    Remarks: remarksOn(facts),
    RelatedReference: related,
  });
  if (facts.result !== 'accepted' || told.length === 0) return [receipt];
  return [receipt, errors(facts, about, told, `${facts.id}-1`)];
}

function errors(facts: TafAnswerFacts, about: TafHeader, faults: readonly Issue[], id: string): Document {
  return tafDocument('ErrorMessage', namespaceOf(about), {
    MessageHeader: header(facts, about, errorMessage, id),
    MessageStatus: '1',
    AdministrativeContactInformation: {
      Name: 'Bianzu',
      FreeTextField: printable(whatItIsAbout(facts, about), longestText),
    },
    ErrorCauseReference: causeOf(about),
    Error: faults.slice(0, mostErrors).map(tafError),
  });
}

function header(facts: TafAnswerFacts, about: TafHeader, type: string, id: string): TafElements {
  return {
    MessageReference: {
      MessageType: type,
      MessageTypeVersion: about.messageTypeVersion ?? usual.version,
      MessageIdentifier: id,
      MessageDateTime: facts.at,
    },
    Sender: facts.sender,
    Recipient: about.sender ?? facts.recipient,
  };
}

/** The elements are those of version 3.5, the namespace is the sender's; what is no TAF message is answered in 3.5. */
function namespaceOf({ namespace = '' }: TafHeader): string {
  return taf.test(namespace) ? namespace : usual.namespace;
}

function relatedReference(about: TafHeader): TafElements | undefined {
  const { messageType, messageIdentifier, messageDateTime, senderReference } = about;
  if (messageType === undefined || messageIdentifier === undefined || messageDateTime === undefined)
    return undefined;
  return {
    RelatedType: messageType,
    RelatedIdentifier: messageIdentifier,
    RelatedSenderReference: senderReference,
    RelatedMessageDateTime: messageDateTime,
  };
}

/** Has to be whole: of a header that can be read in part only the free text tells. */
function causeOf(about: TafHeader): TafElements | undefined {
  const { messageTypeVersion, senderReference } = about;
  const related = relatedReference(about);
  if (related === undefined || messageTypeVersion === undefined) return undefined;
  return {
    MessageReference: {
      MessageType: related.RelatedType,
      MessageTypeVersion: messageTypeVersion,
      MessageIdentifier: related.RelatedIdentifier,
      MessageDateTime: related.RelatedMessageDateTime,
    },
    MessageSenderReference: senderReference,
  };
}

function whatItIsAbout({ messageId, receivedAt }: TafAnswerFacts, { messageIdentifier }: TafHeader): string {
  const name = messageIdentifier === undefined ? '' : `; its MessageIdentifier is ${messageIdentifier}`;
  return `received ${receivedAt} as ${messageId}${name}`;
}

function remarksOn({ result, isTest, issues }: TafAnswerFacts): string | undefined {
  if (result === 'duplicate') return 'repeats a message that was processed before';
  if (result === 'accepted') return isTest === true ? 'a test: valid, and applied nowhere' : undefined;
  const why = issues.find(({ severity }) => severity === 'error')?.code ?? 'unknown';
  return `kept, and not processed yet: ${why}`;
}
