import { Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  claimedSignature,
  DigestCheck,
  readKey,
  verifySignature,
  type ClaimedSignature,
  type SignableRequest,
  type SignatureKey,
} from '#libs/http-signatures';
import { SecretStore, UsedNonces, type Principal } from '#libs/partners';
import { LiveConfiguration, type Settings } from '#libs/runtime';
import type { Body } from '../intake/read-body.js';
import { problem } from '../problem.js';
import { SETTINGS } from '../tokens.js';

/** Names of the secrets that signatures may be made with; the `keyid` of a signature is such a name. */
const keyName = /^signature(-[a-z0-9-]{1,40})?$/;

const signatureHeaders = ['signature', 'signature-input', 'content-digest'] as const;

/**
 * Signatures on requests (RFC 9421). A partner's keys lie in the secret store under names that begin with `signature`; a
 * signature is good once, so that nobody can send again what somebody else has sent.
 */
@Injectable()
export class SignedRequests {
  private readonly logger = new Logger(SignedRequests.name);
  private readonly scheme: string;

  constructor(
    private readonly secrets: SecretStore,
    private readonly nonces: UsedNonces,
    private readonly configuration: LiveConfiguration,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.scheme = new URL(settings.security.publicUrl).protocol;
  }

  /**
   * Examines the signature, when there is one or has to be.
   * @returns what the body is to be held against, when the request says it
   * @throws problem `signature-required` or `signature-wrong`
   */
  async demand(request: FastifyRequest, caller: Principal): Promise<DigestCheck | undefined> {
    const { headers } = request;
    const terms = this.configuration.current.routing.partner(caller.id)?.security;
    const isPlain = signatureHeaders.every((name) => headers[name] === undefined);
    if (isPlain && terms?.signature !== 'required') return undefined;
    const digest = DigestCheck.of([headers['content-digest']].flat().join(','));
    const signable = this.signable(request);
    const claimed = claimedSignature(signable);
    if (claimed === undefined) {
      if (terms?.signature === 'required') throw problem('signature-required');
      return digest;
    }
    if (typeof claimed === 'string') throw problem('signature-wrong', { reason: claimed });
    await this.demandRight(signable, claimed, caller);
    if (claimed.components.includes('content-digest') && digest === undefined)
      throw problem('signature-wrong', { reason: 'digest-unknown' });
    return digest;
  }

  private async demandRight(
    signable: SignableRequest,
    claimed: ClaimedSignature,
    { id }: Principal,
  ): Promise<void> {
    const fault = await verifySignature(signable, claimed, await this.keysOf(id, claimed.keyId));
    if (fault !== undefined) throw problem('signature-wrong', { reason: fault });
    const nonce = `signature ${claimed.keyId} ${claimed.nonce.slice(0, 300)}`;
    if (!(await this.nonces.use(id, nonce, claimed.expires)))
      throw problem('signature-wrong', { reason: 'replayed' });
  }

  /** The caller's own keys only: nobody signs with a key of somebody else. */
  private async keysOf(owner: string, name: string): Promise<readonly SignatureKey[]> {
    if (!keyName.test(name)) return [];
    const values = await this.secrets.active(owner, name);
    return values.flatMap((value) => this.readable(value, `${owner}/${name}`));
  }

  /** A key that is none, as a shared secret that is too short, opens nothing; the other version of it may. */
  private readable(value: Buffer, place: string): SignatureKey[] {
    try {
      return [readKey(value)];
    } catch (error) {
      this.logger.error(`${place}: ${error instanceof Error ? error.message : String(error)}`);
      return [];
    }
  }

  private signable({ method, headers, raw, host }: FastifyRequest): SignableRequest {
    return { method, headers, url: `${this.scheme}//${host}${raw.url ?? '/'}` };
  }
}

/** The body, held against its digest: at once, or while it comes. @throws problem `digest-wrong` */
export function withDigest({ head, rest }: Body, check: DigestCheck | undefined): Body {
  if (check === undefined) return rest === undefined ? { head } : { head, rest };
  check.update(head);
  if (rest !== undefined) return { head, rest: held(rest, check) };
  demandMatch(check);
  return { head };
}

async function* held(rest: AsyncIterable<Uint8Array>, check: DigestCheck): AsyncIterable<Uint8Array> {
  for await (const chunk of rest) {
    check.update(chunk);
    yield chunk;
  }
  demandMatch(check);
}

function demandMatch(check: DigestCheck): void {
  if (!check.matches) throw problem('digest-wrong');
}
