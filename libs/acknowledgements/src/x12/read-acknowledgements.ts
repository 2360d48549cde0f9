import type { Document } from '#libs/message';
import {
  errorFrom,
  positionFrom,
  type AcknowledgedError,
  type IncomingAcknowledgement,
} from '../edi/incoming-acknowledgement.js';
import { valueOf, type ServiceSegment } from '../edi/interchange-report.js';
import { serviceSegment } from '../edi/segment.js';

type Growing<Item> = { -readonly [Key in keyof Item]: Item[Key] };
type Reading = Growing<Omit<IncomingAcknowledgement, 'errors'>> & { errors: AcknowledgedError[] };

const verdicts: Readonly<Record<string, Reading['verdict']>> = {
  A: 'accepted',
  E: 'accepted',
  P: 'partially',
  R: 'rejected',
  // security: authentication, decryption and assurance have failed
  M: 'rejected',
  W: 'rejected',
  X: 'rejected',
};

/**
 * Every TA1, 997 and 999 in a decoded file: one reading for each TA1, each group (AK1 to AK9) and each set (AK2 to AK5),
 * in order. Unknown actions and codes are handed on as they came.
 */
export function readX12Acknowledgements(document: Document): IncomingAcknowledgement[] {
  const reader = new AcknowledgementReader();
  for (const node of document.root.children) reader.take(serviceSegment(node));
  return reader.readings;
}

class AcknowledgementReader {
  readonly readings: Reading[] = [];
  private parties = { from: '', to: '' };
  private form?: '997' | '999';
  private group?: Reading;
  private set?: Reading;
  private segment: Pick<AcknowledgedError, 'segment' | 'segmentPosition'> = {};

  take(segment: ServiceSegment): void {
    switch (segment.tag) {
      case 'ISA':
        this.parties = { from: valueOf(segment, 6).trim(), to: valueOf(segment, 8).trim() };
        return;
      case 'TA1':
        return this.interchange(segment);
      case 'ST':
        return this.begin(valueOf(segment, 1));
      case 'AK1':
        return this.openGroup(segment);
      case 'AK2':
        return this.openSet(segment);
      case 'AK3':
      case 'IK3':
        return this.segmentError(segment);
      case 'AK4':
      case 'IK4':
        return this.elementError(segment);
      case 'AK5':
      case 'IK5':
        return this.close(this.set, segment, 2);
      case 'AK9':
        return this.closeGroup(segment);
      default:
        return;
    }
  }

  private begin(form: string): void {
    this.form = form === '997' || form === '999' ? form : undefined;
    this.group = this.set = undefined;
  }

  private interchange(segment: ServiceSegment): void {
    const note = valueOf(segment, 5);
    const reading = this.opened('TA1', 'interchange', { interchangeReference: valueOf(segment, 1).trim() });
    this.close(reading, segment, 5, 4);
    if (/^0*$/.test(note)) reading.errors = [];
  }

  private openGroup(segment: ServiceSegment): void {
    if (this.form === undefined) return;
    const references = { groupReference: valueOf(segment, 2), type: valueOf(segment, 1) };
    this.group = this.opened(this.form, 'group', references);
    this.set = undefined;
  }

  private openSet(segment: ServiceSegment): void {
    if (this.form === undefined) return;
    this.segment = {};
    this.set = this.opened(this.form, 'message', {
      groupReference: this.group?.groupReference,
      messageReference: valueOf(segment, 2),
      type: valueOf(segment, 1),
    });
  }

  private segmentError(segment: ServiceSegment): void {
    this.segment = { segment: valueOf(segment, 1), segmentPosition: positionFrom(valueOf(segment, 2)) };
    const code = valueOf(segment, 4);
    if (code !== '') this.set?.errors.push(errorFrom({ code, ...this.segment }));
  }

  private elementError(segment: ServiceSegment): void {
    this.set?.errors.push(
      errorFrom({
        code: valueOf(segment, 3),
        ...this.segment,
        element: positionFrom(valueOf(segment, 1)),
        component: positionFrom(valueOf(segment, 1, 2)),
        repetition: positionFrom(valueOf(segment, 1, 3)),
        value: valueOf(segment, 4),
      }),
    );
  }

  private closeGroup(segment: ServiceSegment): void {
    if (this.group === undefined) return;
    this.close(this.group, segment, 5);
    const [declared, received, accepted] = [2, 3, 4].map((position) => countFrom(valueOf(segment, position)));
    this.group.counts = { declared, received, accepted };
  }

  /** The action and the codes from `firstCode` on. */
  private close(
    reading: Reading | undefined,
    segment: ServiceSegment,
    firstCode: number,
    actionAt = 1,
  ): void {
    if (reading === undefined) return;
    reading.action = valueOf(segment, actionAt);
    reading.verdict = verdicts[reading.action] ?? 'unknown';
    const codes = segment.elements
      .slice(firstCode - 1)
      .flatMap(([code = '']) => (code === '' ? [] : [{ code }]));
    reading.errors.push(...codes);
  }

  private opened(form: Reading['form'], level: Reading['level'], facts: Partial<Reading>): Reading {
    const reading: Reading = {
      form,
      level,
      ...this.parties,
      ...facts,
      verdict: 'unknown',
      action: '',
      errors: [],
    };
    this.readings.push(reading);
    return reading;
  }
}

function countFrom(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
