import { Controller, Get, HttpCode, Param, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { partnerNamedIn, partnerPlace, type ConfigurationFiles } from '#libs/configuration';
import type { Principal } from '#libs/partners';
import { isPartnerId } from '#libs/routing';
import { LiveConfiguration, type Activation } from '#libs/runtime';
import { preferred } from '../conventions/accept.js';
import { etagOf, matches } from '../conventions/answer-headers.js';
import { readBody } from '../intake/read-body.js';
import { ConfigurationChanges } from '../operations/configuration-changes.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { maySee, partnerView } from './agreement-views.js';

const largestFileBytes = 512 * 1024;

/** Partners with their identifiers, connections and agreements; the same files that stand under git, one at a time. */
@Controller('v1/partners')
export class PartnersController {
  constructor(
    private readonly configuration: LiveConfiguration,
    private readonly changes: ConfigurationChanges,
  ) {}

  @Get()
  @Needs('operations', 'messages:read')
  async list(@Caller() caller: Principal): Promise<{ partners: object[] }> {
    const { routing } = await this.configuration.upToDate();
    const seen = routing.partners.filter(({ id }) => maySee(caller, id));
    return { partners: seen.map((partner) => partnerView(routing, partner)) };
  }

  /** As JSON, or as the file itself. */
  @Get(':id')
  @Needs('operations', 'messages:read')
  async one(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | string> {
    const { routing } = await this.configuration.upToDate();
    const partner = routing.partner(id);
    if (partner === undefined || !maySee(caller, id)) throw problem('not-found');
    const text = textIn((await this.changes.running()).files, id) ?? '';
    void reply.header('etag', etagOf(text));
    if (preferred(headers.accept, ['application/json', 'application/yaml']) === 'application/json')
      return partnerView(routing, partner);
    void reply.type('application/yaml; charset=utf-8');
    return text;
  }

  /** Body: the partner's file as it is to be. Everything is checked as a whole before it is active. */
  @Put(':id')
  @HttpCode(200)
  @Needs('operations')
  async put(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Query() { note, overrideConformance }: { note?: string; overrideConformance?: string },
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Activation> {
    if (!isPartnerId(id))
      throw problem('bad-request', { parameter: 'id', reason: 'this is no id of a partner' });
    const { active, files } = await this.changes.running();
    demandSeen(request.headers, textIn(files, id));
    const { head, rest } = await readBody(request.body as Readable, largestFileBytes);
    if (rest !== undefined) throw problem('too-large', { maxBytes: largestFileBytes });
    const text = Buffer.from(head).toString('utf8');
    if (partnerNamedIn(text) !== id)
      throw problem('bad-request', { member: 'partner', reason: `the file is not about ${id}` });
    const place = partnerPlace(files, id) ?? `agreements/${id}.yaml`;
    const terms = { note, overrideConformance, replacing: active.number };
    const activation = await this.changes.put(place, text, caller, terms);
    void reply.header('etag', etagOf(text));
    return activation;
  }
}

function textIn(files: ConfigurationFiles, partner: string): string | undefined {
  const place = partnerPlace(files, partner);
  return place === undefined ? undefined : Buffer.from(files.files.get(place)!.bytes).toString('utf8');
}

/** What is there must be what the caller has seen; a new partner is made with `If-None-Match: *`. */
function demandSeen(headers: FastifyRequest['headers'], text: string | undefined): void {
  const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = headers;
  if (ifMatch === undefined && ifNoneMatch !== '*') throw problem('precondition-required');
  if (ifNoneMatch === '*' && text !== undefined) throw problem('precondition-failed');
  if (ifMatch === undefined) return;
  if (text === undefined || !matches(ifMatch, etagOf(text))) throw problem('precondition-failed');
}
