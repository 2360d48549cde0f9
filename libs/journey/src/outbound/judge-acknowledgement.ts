import type { AcknowledgedError, IncomingAcknowledgement } from '#libs/acknowledgements';

/** What is known of an acknowledgement that we wait for, or have. */
export interface ExpectedAcknowledgement {
  readonly deliveryId: string;
  /** The journal's id of the message that we had mapped into the one we sent. */
  readonly messageId: string;
  /** Absent when the interchange has several messages. */
  readonly messageReference?: string;
  readonly dueAt: Date;
  readonly state: AcknowledgementState;
}

/**
 * waiting ──→ received ──→ accepted, partially, rejected
 *
 * `received`: the partner has the interchange and says nothing of its content yet. Only a rejection changes one of the
 * last three: the worst word counts.
 */
export type AcknowledgementState = 'waiting' | 'received' | 'accepted' | 'partially' | 'rejected';

/**
 * What an acknowledgement was for us: the answer to what we sent (`matched`), the same but after the agreed time (`late`),
 * a refusal (`rejected`, late or not), something that the partner had said already (`duplicate`), or an answer to what we
 * never sent, or expected no answer for (`orphan`).
 */
export type AcknowledgementResult = 'matched' | 'rejected' | 'late' | 'duplicate' | 'orphan';

/** One acknowledgement with everything that it says below: UCI with its UCM, AK1 with its AK2, a TA1 or an APERAK. */
export interface WholeAcknowledgement {
  readonly head: IncomingAcknowledgement;
  readonly below: readonly IncomingAcknowledgement[];
}

/** Puts the readings of a file together again, in their order. */
export function wholeAcknowledgements(incoming: readonly IncomingAcknowledgement[]): WholeAcknowledgement[] {
  const wholes: { head: IncomingAcknowledgement; below: IncomingAcknowledgement[] }[] = [];
  for (const reading of incoming) {
    const { form, level } = reading;
    const isHead = level === 'interchange' || form === 'APERAK' || (form !== 'CONTRL' && level === 'group');
    if (isHead || wholes.length === 0) wholes.push({ head: reading, below: [] });
    else wholes.at(-1)!.below.push(reading);
  }
  return wholes;
}

export function errorsOf({ head, below }: WholeAcknowledgement): AcknowledgedError[] {
  return [head, ...below].flatMap(({ errors }) => errors);
}

export interface Judgement {
  readonly verdict: IncomingAcknowledgement['verdict'];
  readonly result: AcknowledgementResult;
  /** What the expectation becomes. */
  readonly state?: AcknowledgementState;
}

/**
 * What an acknowledgement means for the expectation that it belongs to.
 * @param heard what the partner has said of this interchange before: form and verdict
 */
export function judgeAcknowledgement(
  whole: WholeAcknowledgement,
  expected: ExpectedAcknowledgement | undefined,
  heard: readonly { readonly form: string; readonly verdict: string }[],
  receivedAt: Date,
): Judgement {
  const { form } = whole.head;
  if (expected === undefined) return { verdict: whole.head.verdict, result: 'orphan' };
  const verdict = verdictOn(expected.messageReference, whole);
  if (heard.some((one) => one.form === form && one.verdict === verdict))
    return { verdict, result: 'duplicate' };
  if (verdict === 'rejected') return { verdict, result: 'rejected', state: 'rejected' };
  const isTold = expected.state !== 'waiting' && expected.state !== 'received';
  const isAnswer = form !== 'TA1' && (verdict === 'accepted' || verdict === 'partially');
  if (isAnswer && heard.some((one) => one.form === form && isFinal(one.verdict)))
    return { verdict, result: 'duplicate' };
  const result = receivedAt > expected.dueAt ? 'late' : 'matched';
  if (isTold || verdict === 'unknown') return { verdict, result };
  return { verdict, result, state: isAnswer ? verdict : 'received' };
}

function isFinal(verdict: string): boolean {
  return verdict === 'accepted' || verdict === 'partially' || verdict === 'rejected';
}

/** A message has no better verdict than what it is in; its own counts where it is named. */
function verdictOn(
  reference: string | undefined,
  { head, below }: WholeAcknowledgement,
): Judgement['verdict'] {
  if (head.verdict === 'rejected') return 'rejected';
  const own =
    reference === undefined
      ? undefined
      : below.find((reading) => reading.level === 'message' && reading.messageReference === reference);
  return own?.verdict ?? head.verdict;
}
