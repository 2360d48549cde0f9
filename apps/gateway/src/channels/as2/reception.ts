import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { as2 } from '#libs/channels';
import { Telemetry } from '#libs/telemetry';
import { ReceivedTransmissions, type WrittenMdn } from '#libs/transmissions';
import { IntakeService, type Incoming as Message } from '../../intake/intake.service.js';
import type { Answerable, Incoming } from './incoming.js';
import { isAgreedAddress } from './mdn-address.js';
import { MdnDispatch } from './mdn-dispatch.js';
import { mdnFor, type Said } from './mdn-writer.js';
import { mostTransmissionBytes } from './transmission-room.js';
import { Relations } from './relations.js';

/** How a transmission ended; with the MDN when the sender waits for it on the same connection. */
export interface Reception {
  readonly isTaken: boolean;
  readonly mdn?: WrittenMdn;
  /** An MDN was asked for, wherever it goes. */
  readonly isAnswered: boolean;
  readonly detail?: string;
}

const stepBytes = 256 * 1024;
const processed: as2.Disposition = { kind: 'processed' };

/**
 * Takes AS2 transmissions in (RFC 4130): opened and proven to be the partner's, kept as they came, their content in the journal,
 * and only then the MDN that says so. The same transmission again gets the MDN of the first time.
 */
@Injectable()
export class As2Reception {
  private readonly logger = new Logger(As2Reception.name);

  constructor(
    private readonly relations: Relations,
    private readonly transmissions: ReceivedTransmissions,
    private readonly intake: IntakeService,
    private readonly dispatch: MdnDispatch,
    private readonly telemetry: Telemetry,
  ) {}

  /** @throws what the database or a full intake throws: nothing is answered then, and the sender comes again */
  async receive(incoming: Incoming): Promise<Reception> {
    const keys = await this.keysFor(incoming);
    const answerable = { ...incoming, keys, request: as2.receiptRequestOf(incoming.headers, 'sha-256') };
    const wrong = wrongRequest(answerable);
    if (wrong !== undefined) return this.refuse(wrong.answerable, wrong.said);
    try {
      return await this.take(answerable, await this.opened(answerable));
    } catch (error) {
      if (!(error instanceof as2.TransmissionFault)) throw error;
      const { modifier, detail } = error;
      const disposition = { kind: 'error', modifier } as const;
      return this.refuse(answerable, { disposition, explanation: `Not taken: ${detail}.` });
    }
  }

  private async keysFor({ relation }: Incoming): Promise<as2.Keys> {
    try {
      return await this.relations.keysOf(relation);
    } catch (error) {
      // PEM that cannot be read is our mistake, and an error of crypto; a database that is away is not
      if (!isUnreadable(error)) throw error;
      this.logger.error(`keys of ${relation.partner} for AS2 cannot be read`);
      return { identities: [], certificates: [] };
    }
  }

  private opened({ relation, headers, body, keys, hasToken }: Answerable): Promise<as2.Opened> {
    const terms = { ...relation.settings.receive, maxBytes: mostTransmissionBytes, isSenderKnown: hasToken };
    return as2.openTransmission(as2.outermostEntity(headers, body), keys, terms);
  }

  private async take(answerable: Answerable, opened: as2.Opened): Promise<Reception> {
    const { relation, messageId, headers, body } = answerable;
    const request = as2.receiptRequestOf(headers, opened.signature?.digest ?? 'sha-256');
    const mic = as2.micOf(opened.micContent, request?.digest ?? 'sha-256');
    const standing = await this.transmissions.arrive({
      partner: relation.partner,
      messageId,
      headers: Object.fromEntries(headers),
      body,
      payloadSha256: createHash('sha256').update(opened.bytes).digest(),
      signedBy: opened.signature?.fingerprint,
      mic: as2.writeMic(mic),
      mdnUrl: request?.url,
    });
    if (standing.kind === 'conflict') throw anotherContent();
    if (standing.kind === 'answered') return this.repeat(standing, request);
    const answer = await this.intake.take({
      arrival: {
        sender: relation.partner,
        channel: 'as2',
        contentType: opened.contentType,
        fileName: opened.fileName,
        idempotencyKey: `as2:${messageId}`,
      },
      ...inSteps(opened.bytes),
    });
    if (answer.kind === 'conflict') throw anotherContent();
    const said: Said = { disposition: processed, mic, explanation: 'The message was received and kept.' };
    const made = mdnFor({ ...answerable, request }, said);
    const mdn = await this.transmissions.answer(standing.id, {
      journalId: answer.id,
      disposition: 'processed',
      mdn: made,
    });
    this.count(relation.partner, mdn === undefined ? 'not-wanted' : 'processed');
    return this.answered(request, mdn, true);
  }

  private async repeat(
    { id, mdn }: { readonly id: string; readonly mdn?: WrittenMdn },
    request: as2.ReceiptRequest | undefined,
  ): Promise<Reception> {
    if (request?.url !== undefined) await this.transmissions.sendAgain(id, request.url);
    return this.answered(request, mdn, true);
  }

  private async refuse(answerable: Answerable, said: Said): Promise<Reception> {
    const { relation, messageId, headers, request } = answerable;
    const mdn = mdnFor(answerable, said);
    const { disposition, explanation } = said;
    const outcome = disposition.kind === 'error' ? disposition.modifier : disposition.kind;
    this.count(relation.partner, outcome);
    await this.transmissions.refuse({
      partner: relation.partner,
      messageId,
      headers: Object.fromEntries(headers),
      disposition: outcome,
      detail: explanation,
      mdn,
      mdnUrl: request?.url,
    });
    return { ...this.answered(request, mdn, false), detail: explanation };
  }

  private answered(
    request: as2.ReceiptRequest | undefined,
    mdn: WrittenMdn | undefined,
    isTaken: boolean,
  ): Reception {
    const isAnswered = request !== undefined;
    if (request?.url === undefined) return { isTaken, isAnswered, ...(mdn === undefined ? {} : { mdn }) };
    this.dispatch.wake();
    return { isTaken, isAnswered };
  }

  private count(partner: string, outcome: string): void {
    this.telemetry.metrics.as2Mdns.inc({ partner, direction: 'sent', outcome });
  }
}

/** What the sender asks for cannot be had: then nothing is taken, because it would never hear of it. */
function wrongRequest(answerable: Answerable): { answerable: Answerable; said: Said } | undefined {
  const { request, relation } = answerable;
  if (request?.url !== undefined && !isAgreedAddress(request.url, relation.settings)) {
    const here = { isSigned: request.isSigned, digest: request.digest };
    const disposition = { kind: 'error', modifier: 'unexpected-processing-error' } as const;
    const explanation = 'Not taken: the address for the MDN is not at an agreed host.';
    return { answerable: { ...answerable, request: here }, said: { disposition, explanation } };
  }
  if (request === undefined || request.digest !== undefined) return undefined;
  const disposition = { kind: 'failure', reason: as2.unsupportedMic } as const;
  return {
    answerable,
    said: { disposition, explanation: 'Not taken: none of the digests for the MIC is known.' },
  };
}

/** A large content goes into the journal step by step, not as one parameter of a statement. */
function inSteps(bytes: Buffer): Pick<Message, 'head' | 'rest'> {
  if (bytes.byteLength <= stepBytes) return { head: bytes };
  return { head: bytes.subarray(0, stepBytes), rest: stepsFrom(bytes, stepBytes) };
}

async function* stepsFrom(bytes: Buffer, start: number): AsyncGenerator<Buffer> {
  for (let at = start; at < bytes.byteLength; at += stepBytes) yield bytes.subarray(at, at + stepBytes);
}

function anotherContent(): as2.TransmissionFault {
  const detail = 'its Message-ID was used for other content';
  return new as2.TransmissionFault('unexpected-processing-error', detail);
}

function isUnreadable(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code !== 'string' || code.startsWith('ERR_OSSL') || code.startsWith('ERR_CRYPTO');
}
