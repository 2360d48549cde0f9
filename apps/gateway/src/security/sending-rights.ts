import { Injectable } from '@nestjs/common';
import { identify, type Identifiable } from '#libs/journey';
import { allowsEveryType, allowsType, type Principal } from '#libs/partners';
import type { Agreement } from '#libs/routing';
import { LiveConfiguration } from '#libs/runtime';
import { problem } from '../problem.js';

/** Which types of messages a caller may send, by the scopes `messages:send:<type>`. */
@Injectable()
export class SendingRights {
  constructor(private readonly configuration: LiveConfiguration) {}

  /**
   * A caller who may send some types only: the message has to be of one of them. What nobody knows the type of may be sent
   * only by who may send everything.
   * @throws problem `forbidden-type`
   */
  demand({ scopes }: Principal, envelope: Identifiable['envelope'], head: Uint8Array): void {
    if (allowsEveryType(scopes, 'send')) return;
    const types = this.typesOf(envelope, head);
    if (types.length > 0 && types.every((type) => allowsType(scopes, 'send', type))) return;
    throw problem('forbidden-type', { types });
  }

  /** Canonical types; of an EDI interchange all that the partner may put into one. */
  private typesOf(envelope: Identifiable['envelope'], head: Uint8Array): string[] {
    const found = identify({ envelope, head }, this.configuration.current.routing);
    const agreements: readonly Agreement[] =
      found.kind === 'identified'
        ? [found.agreement]
        : found.kind === 'interchange'
          ? found.partner.agreements.filter(({ recognise }) => recognise.format === found.format)
          : [];
    const schemas = agreements.flatMap((agreement) => this.canonicalSchemasOf(agreement));
    return [...new Set(schemas.map((schema) => schema.split('/')[1] ?? ''))];
  }

  /** What its mappings lead to; without mappings the partner sends canonical messages, and nothing is mapped. */
  private canonicalSchemasOf({ mappings: used, schema }: Agreement): string[] {
    if (used.length === 0) return [schema];
    const { current } = this.configuration;
    return used.map((name) => current.mapping(name)?.to.schema ?? '');
  }
}
