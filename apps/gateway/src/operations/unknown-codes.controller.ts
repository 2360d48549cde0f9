import { Controller, Get, Param, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Quarantine } from '#libs/journal';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';

/** Codes of partners that nobody has explained yet; explaining one releases what waits on it. */
@Controller('v1/base-data')
export class UnknownCodesController {
  constructor(
    private readonly quarantine: Quarantine,
    private readonly configuration: LiveConfiguration,
    private readonly operations: Operations,
  ) {}

  @Get('unknown-codes')
  @Needs('operations')
  async list(@Query('limit') limit?: string): Promise<{ codes: object[] }> {
    return { codes: await this.quarantine.unknownCodes(readLimit(limit)) };
  }

  /** Body: `{ "standardCode": "..." }`. */
  @Put(':list/cross-references/:system/:code')
  @Needs('operations')
  async resolve(
    @Caller() caller: Principal,
    @Param() { list, system, code }: { list: string; system: string; code: string },
    @Req() request: FastifyRequest,
  ): Promise<{ released: string[] }> {
    const { codeLists, routing } = this.configuration.current;
    if (!codeLists.hasList(list) || routing.partner(system) === undefined) throw problem('not-found');
    const { standardCode } = await readDocumented<{ standardCode: string }>(request, this.operations);
    if (codeLists.find(list, standardCode) === undefined) {
      throw problem('bad-request', { member: 'standardCode', reason: `not a code of the list ${list}` });
    }
    const decision = { list, system, localCode: code, standardCode, decidedBy: caller.id };
    return { released: await this.quarantine.resolve(decision) };
  }
}
