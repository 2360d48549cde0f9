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

const levels = { UCI: 'interchange', UCF: 'group', UCM: 'message' } as const;
const verdicts: Readonly<Record<string, Reading['verdict']>> = {
  4: 'rejected',
  7: 'accepted',
  8: 'received',
};

/**
 * Every CONTRL in a decoded file: one reading for each UCI, UCF and UCM, in order. A level that is accepted (7) is
 * `partially` so when something below it is rejected. Unknown actions and error codes are handed on.
 */
export function readContrl(document: Document): IncomingAcknowledgement[] {
  const reader = new ContrlReader();
  for (const node of document.root.children) reader.take(serviceSegment(node));
  return reader.readings;
}

class ContrlReader {
  readonly readings: Reading[] = [];
  private parties = { from: '', to: '' };
  private isContrl = false;
  private interchange?: Reading;
  private group?: Reading;
  private current?: Reading;
  private segmentPosition?: number;

  take(segment: ServiceSegment): void {
    switch (segment.tag) {
      case 'UNB':
        this.parties = { from: valueOf(segment, 2), to: valueOf(segment, 3) };
        this.isContrl = false;
        return;
      case 'UNH':
        this.isContrl = valueOf(segment, 2) === 'CONTRL';
        this.interchange = this.group = this.current = undefined;
        return;
      case 'UCI':
      case 'UCF':
      case 'UCM':
        return this.isContrl ? this.open(segment.tag, segment) : undefined;
      case 'UCS':
        this.segmentPosition = positionFrom(valueOf(segment, 1));
        return this.error(valueOf(segment, 2), { segmentPosition: this.segmentPosition });
      case 'UCD':
        return this.error(valueOf(segment, 1), {
          segmentPosition: this.segmentPosition,
          ...placeIn(segment, 2),
        });
      default:
        return;
    }
  }

  private open(tag: keyof typeof levels, segment: ServiceSegment): void {
    const level = levels[tag];
    const shift = tag === 'UCM' ? 0 : 1;
    const action = valueOf(segment, 3 + shift);
    const reference = valueOf(segment, 1) || undefined;
    const reading: Reading = {
      form: 'CONTRL',
      level,
      ...this.parties,
      ...(level === 'interchange' ? {} : { interchangeReference: this.interchange?.interchangeReference }),
      ...(level === 'message'
        ? { groupReference: this.group?.groupReference, type: valueOf(segment, 2) }
        : {}),
      verdict: verdicts[action] ?? 'unknown',
      action,
      errors: [],
    };
    reading[`${level}Reference`] = reference;
    this.readings.push(reading);
    this.enter(reading);
    const place = { segment: valueOf(segment, 5 + shift), ...placeIn(segment, 6 + shift) };
    this.error(valueOf(segment, 4 + shift), place);
  }

  private enter(reading: Reading): void {
    this.current = reading;
    this.segmentPosition = undefined;
    if (reading.level === 'interchange') this.interchange = reading;
    if (reading.level === 'group') this.group = reading;
    if (reading.verdict !== 'rejected') return;
    for (const above of [this.interchange, reading.level === 'message' ? this.group : undefined]) {
      if (above?.verdict === 'accepted') above.verdict = 'partially';
    }
  }

  private error(code: string, place: Omit<AcknowledgedError, 'code'>): void {
    if (code !== '') this.current?.errors.push(errorFrom({ code, ...place }));
  }
}

function placeIn(segment: ServiceSegment, element: number): Omit<AcknowledgedError, 'code'> {
  return {
    element: positionFrom(valueOf(segment, element)),
    component: positionFrom(valueOf(segment, element, 2)),
    repetition: positionFrom(valueOf(segment, element, 3)),
  };
}
