import { Controller, Get, Param, Query } from '@nestjs/common';
import type { Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { AgreementChanges } from '../agreements/agreement-changes.js';
import { agreementView, maySee } from '../agreements/agreement-views.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { agreementDocumentation } from './agreement-documentation.js';

/** What a partner needs to write the messages that were agreed. */
@Controller('v1/agreements')
export class AgreementDocumentationController {
  constructor(
    private readonly agreements: AgreementChanges,
    private readonly configuration: LiveConfiguration,
  ) {}

  @Get(':id/documentation')
  @Needs('operations', 'messages')
  async documentation(
    @Caller() caller: Principal,
    @Param('id') id: string,
    @Query() { direction }: { direction?: 'inbound' | 'outbound' },
  ): Promise<object> {
    const agreement = await this.agreements.named(id, direction);
    if (agreement === undefined || !maySee(caller, agreement.partner)) throw problem('not-found');
    const configuration = await this.configuration.upToDate();
    const documentation = await agreementDocumentation(agreement, configuration);
    return { agreement: agreementView(agreement), ...documentation };
  }
}
