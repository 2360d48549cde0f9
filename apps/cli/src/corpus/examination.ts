import {
  readContrl,
  readX12Acknowledgements,
  reportInterchanges,
  type InterchangeReport,
} from '#libs/acknowledgements';
import { codecFor, isEdiDocument } from '#libs/codecs';
import { describeIssue, type Document, type Issue } from '#libs/message';
import { messagesIn, type SchemaLibrary } from '#libs/validation';
import { answer, answerForms, type AnswerForm } from '../edi/answer.js';
import type { EdiFormat } from '../edi/edi-parts.js';

/** What is to be said of some bytes as EDI. */
export interface Examined {
  readonly document?: Document;
  /** By message and for the envelope. */
  readonly issues: readonly Issue[];
  readonly messages: number;
  readonly reports: readonly InterchangeReport[];
  /** Reading and writing gives the same bytes; undefined when there is nothing to write. */
  readonly isExact?: boolean;
  readonly answers: number;
  /** What is wrong with answers of ours: there may be nothing. */
  readonly wrongAnswers: readonly string[];
}

const at = '2026-11-22T08:15:00Z';

/** Does with some bytes everything that the hub does with a file of EDI, short of mapping. */
export function examine(bytes: Uint8Array, format: EdiFormat, schemas: SchemaLibrary): Examined {
  const codec = codecFor(format);
  const { document, issues } = codec.decode(bytes);
  const nothing = { issues, messages: 0, reports: [], answers: 0, wrongAnswers: [] };
  if (document === undefined || !isEdiDocument(document)) return nothing;
  const messages = messagesIn(document);
  const all = [...issues, ...schemas.validateEnvelope(document), ...messageFaults(document, schemas)];
  const isExact = Buffer.compare(codec.encode(document).bytes, bytes) === 0;
  const reports = reportInterchanges(document, all);
  const answers = reports.flatMap((report) =>
    answerForms[format].map((form) => checkedAnswer(report, form, schemas)),
  );
  const made = answers.filter((faults) => faults !== undefined);
  const wrongAnswers = made.flat();
  return {
    document,
    issues: all,
    messages: messages.length,
    reports,
    isExact,
    answers: made.length,
    wrongAnswers,
  };
}

/** Each message against the definition that it names, where there is one. */
function messageFaults(document: Document, schemas: SchemaLibrary): Issue[] {
  const refs = new Set(messagesIn(document).map(({ ref }) => ref));
  return [...refs]
    .filter((ref) => schemas.has(ref))
    .flatMap((ref) => schemas.structure(document, ref).issues.filter((fault) => isOwn(fault, ref, document)));
}

/** A file may have messages of several types: each definition speaks of its own only. */
function isOwn({ code, args }: Issue, ref: string, document: Document): boolean {
  if (code === 'edi-message-unexpected') return false;
  if (args?.message === 0) return false;
  const message = messagesIn(document).find(
    ({ count }) =>
      count.interchange === args?.interchange && count.group === args.group && count.message === args.message,
  );
  return message === undefined || message.ref === ref;
}

/** Undefined when there is no answer; else what is wrong with it. */
function checkedAnswer(
  report: InterchangeReport,
  form: AnswerForm,
  schemas: SchemaLibrary,
): string[] | undefined {
  const terms = {
    form,
    isReceipt: false,
    policy: 'split',
    coversApplication: true,
    namesAccepted: true,
    language: 'en',
  } as const;
  const made = answer(report, terms, { control: 1, at });
  if (made.kind === 'none') return undefined;
  const codec = codecFor(report.format);
  const written = codec.encode(made.document);
  const { document, issues } = codec.decode(written.bytes);
  if (document === undefined) return [`${form}: nothing can be read`];
  const [message] = messagesIn(document);
  // a 997 is in the version of what it answers
  const schema = form === 'ta1' || message === undefined ? undefined : schemas.nearestMessage(message.ref);
  const ofMessage = schema === undefined ? [] : schemas.validate(document, schema);
  const wrong = [...written.issues, ...issues, ...schemas.validateEnvelope(document), ...ofMessage]
    .filter((fault) => fault.severity === 'error' && !isEcho(fault))
    .map((fault) => `${form}: ${fault.code} ${describeIssue(fault, 'en')}`);
  return form === 'aperak' || told(document, form) > 0 ? wrong : [...wrong, `${form}: says nothing`];
}

/**
 * What an answer has to repeat as it came: the set and group that it is about, the date and time of the ISA. Versions before 004010 have six digits in GS04.
 */
function isEcho({ location }: Issue): boolean {
  return /^(?:AK[12] \d+|TA1 \d+\/TA10[23]|GS \d+\/GS0[234])/.test(location.path ?? '');
}

function told(document: Document, form: AnswerForm): number {
  return (form === 'contrl' ? readContrl(document) : readX12Acknowledgements(document)).length;
}
