import { Controller, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { agreementName } from '#libs/configuration';
import { Rehearsal } from '#libs/conformance';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { maySee } from '../agreements/agreement-views.js';
import { fileNameOf } from '../intake/file-name.js';
import { readBody } from '../intake/read-body.js';
import { problem } from '../problem.js';
import { RateLimiter } from '../security/rate-limiter.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { hintOn } from './hint-on.js';
import { sampleView } from './sample-view.js';

const maxBodyBytes = 1024 * 1024 - 1;
/** Samples of one caller: a whole journey is done while it waits. */
const samplesPerSecond = 2;
const samplesAtOnce = 20;

interface Parameters {
  /** For operators: whose sample it is. */
  readonly partner?: string;
  /** `shipper-api.order-json.2`, where another version than the one in use is to be tried. */
  readonly agreement?: string;
}

/** The sandbox 沙箱: what would become of a message, told at once. Nothing of it is kept, taken or sent. */
@Controller('v1/sandbox')
export class SandboxController {
  private readonly limiter = new RateLimiter(samplesPerSecond, samplesAtOnce);

  constructor(private readonly configuration: LiveConfiguration) {}

  @Post('messages')
  @HttpCode(200)
  @Needs('messages:send', 'operations')
  async examine(
    @Caller() caller: Principal,
    @Query() parameters: Parameters,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const engines = await this.configuration.upToDate();
    const { partner: id = caller.id } = parameters;
    const partner = maySee(caller, id) ? engines.routing.partner(id) : undefined;
    if (partner === undefined) throw problem('not-found', { partner: id });
    const isOperator = caller.scopes.includes('operations');
    const agreement = partner.agreements.find((one) => agreementName(one) === parameters.agreement);
    if (parameters.agreement !== undefined && agreement === undefined)
      throw problem('not-found', {
        agreement: parameters.agreement,
        agreements: partner.agreements.map(agreementName),
      });
    const { isAllowed, resetSeconds } = this.limiter.take(caller.id);
    if (!isAllowed) throw problem('too-many-requests', {}, resetSeconds);
    const { headers } = request;
    const { head: bytes, rest } = await readBody(request.body as Readable, maxBodyBytes);
    if (rest !== undefined) throw problem('too-large', { maxBytes: maxBodyBytes });
    if (bytes.byteLength === 0) throw problem('empty-body');
    const rehearsal = new Rehearsal(engines, { partner: id, withDrafts: isOperator, agreement });
    const report = await rehearsal.examine({
      bytes,
      contentType: headers['content-type'],
      fileName: fileNameOf(headers['content-disposition']),
    });
    const view = sampleView(report, { partner: id, seesAll: isOperator });
    const hint = hintOn(report, partner);
    return { partner: id, ...view, ...(hint === undefined ? {} : { hint }) };
  }
}
