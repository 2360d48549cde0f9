import { spoilLastCharacter } from './check-characters.js';
import { valueAt, withValue } from './content.js';
import { faultOutcomes, type FaultKind } from './fault-kinds.js';
import type { Random } from './random.js';
import type { SimulatedMessage } from './simulated-message.js';
import { transmission, type Transmission } from './transmission.js';

/** Whoever this is, the hub has not heard of it. */
export const unknownSender = 'sys-99';

/** The share of faulty messages that are added to the correct ones. */
const faultShare = 0.03;

/**
 * Turns messages into transmissions and puts faulty ones between them: copies of correct messages with one fault and a
 * reference of their own, never instead of a correct one, so that the correct day is complete. Every kind of fault that the
 * messages allow comes at least once.
 */
export function injectFaults(
  messages: readonly SimulatedMessage[],
  idPrefix: string,
  random: Random,
): Transmission[] {
  const planned = planFaults(messages, random);
  const references = new Map<string, number>();
  const nextReference = (message: SimulatedMessage): string => {
    const used = references.get(message.kind.name) ?? countOf(messages, message);
    references.set(message.kind.name, used + 1);
    return message.kind.referenceOf(used + 1);
  };
  const sent: Transmission[] = [];
  const id = (): string => `${idPrefix}-${String(sent.length + 1).padStart(6, '0')}`;
  messages.forEach((message, index) => {
    sent.push(correct(message, id()));
    for (const fault of planned.get(index) ?? [])
      sent.push(faulty(message, fault, id(), nextReference, random));
  });
  return sent;
}

function countOf(messages: readonly SimulatedMessage[], like: SimulatedMessage): number {
  return messages.filter((message) => message.kind.name === like.kind.name).length;
}

function planFaults(messages: readonly SimulatedMessage[], random: Random): Map<number, FaultKind[]> {
  const byFault = new Map<FaultKind, number[]>();
  messages.forEach((message, index) => {
    for (const fault of faultsOf(message)) {
      const places = byFault.get(fault);
      if (places === undefined) byFault.set(fault, [index]);
      else places.push(index);
    }
  });
  const kinds = [...byFault.keys()];
  const planned = new Map<number, FaultKind[]>();
  const count = messages.length === 0 ? 0 : Math.max(kinds.length, Math.round(messages.length * faultShare));
  for (let made = 0; made < count; made += 1) {
    const fault = kinds[made % kinds.length]!;
    const index = random.pick(byFault.get(fault)!);
    planned.set(index, [...(planned.get(index) ?? []), fault]);
  }
  return planned;
}

/** The faults that can be made in this message. */
function faultsOf({ kind, content, channel }: SimulatedMessage): FaultKind[] {
  const has = (path: string | undefined): boolean =>
    path !== undefined && valueAt(content, path) !== undefined;
  const { paths } = kind;
  return [
    'wrong-declared-encoding',
    'not-well-formed',
    ...(has(paths.station) ? (['unknown-station'] as const) : []),
    ...(has(paths.depot) ? (['unknown-depot'] as const) : []),
    ...(has(paths.creditCode) ? (['wrong-credit-code'] as const) : []),
    ...(has(paths.container) ? (['wrong-container-check'] as const) : []),
    'missing-field',
    'impossible-date',
    'exact-duplicate',
    'reference-conflict',
    ...(channel === 'amqp' ? (['unknown-sender'] as const) : []),
  ];
}

function correct(message: SimulatedMessage, id: string): Transmission {
  const { kind, content } = message;
  const expectation = { verdict: 'accepted', records: 1, fault: message.special } as const;
  return transmission({ ...factsOf(message, id), expectation }, kind.write(content, kind.charsets.right));
}

function faulty(
  message: SimulatedMessage,
  fault: FaultKind,
  id: string,
  nextReference: (message: SimulatedMessage) => string,
  random: Random,
): Transmission {
  const { verdict, issueCodes } = faultOutcomes[fault];
  const keepsReference = fault === 'exact-duplicate' || fault === 'reference-conflict';
  const { paths } = message.kind;
  const copy = keepsReference
    ? message
    : { ...message, content: withValue(message.content, paths.reference, nextReference(message)) };
  return transmission(
    {
      ...factsOf(message, id),
      sender: fault === 'unknown-sender' ? unknownSender : message.kind.system,
      expectation: { verdict, records: 0, issueCodes, fault },
    },
    faultyBytes(copy, fault, random),
  );
}

function factsOf(
  message: SimulatedMessage,
  id: string,
): Omit<Transmission, 'bytes' | 'chunks' | 'expectation'> {
  const { kind, channel, key } = message;
  return {
    id,
    system: kind.system,
    sender: kind.system,
    channel,
    contentType: kind.contentType,
    orderKey: key,
  };
}

function faultyBytes(message: SimulatedMessage, fault: FaultKind, random: Random): Uint8Array {
  const { kind } = message;
  if (fault === 'wrong-declared-encoding') return kind.write(message.content, kind.charsets.wrong);
  const bytes = kind.write(faultyContent(message, fault, random), kind.charsets.right);
  return fault === 'not-well-formed'
    ? cutOff(bytes, kind.contentType.startsWith('application/json') ? '"' : '<')
    : bytes;
}

/** Without its last tenth; it ends at a character of the grammar, so that no Chinese character is cut in two. */
function cutOff(bytes: Uint8Array, character: string): Uint8Array {
  return bytes.subarray(0, bytes.lastIndexOf(character.charCodeAt(0), Math.floor(bytes.length * 0.9)));
}

function faultyContent(
  { kind, content }: SimulatedMessage,
  fault: FaultKind,
  random: Random,
): SimulatedMessage['content'] {
  const { paths } = kind;
  const spoil = (path: string, alphabet?: string): SimulatedMessage['content'] =>
    withValue(content, path, spoilLastCharacter(valueAt(content, path) as string, alphabet));
  switch (fault) {
    case 'unknown-station':
      return withValue(
        content,
        paths.station!,
        /^\d/.test(valueAt(content, paths.station!) as string) ? '99998' : 'QQQ',
      );
    case 'unknown-depot':
      return withValue(content, paths.depot!, `NEW${random.integer(1, 9)}`);
    case 'wrong-credit-code':
      return spoil(paths.creditCode!, '0123456789ABCDEFGHJKLMNPQRTUWXY');
    case 'wrong-container-check':
      return spoil(paths.container!);
    case 'missing-field':
      return withValue(content, random.pick(paths.required), undefined);
    case 'impossible-date': {
      const time = valueAt(content, paths.date) as string;
      return withValue(content, paths.date, `${time.slice(0, 4)}-02-30${time.slice(10)}`);
    }
    case 'reference-conflict':
      return withValue(content, paths.changeable, '更正后重发');
    default:
      return content;
  }
}
