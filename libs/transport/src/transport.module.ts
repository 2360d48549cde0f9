import { Module, type DynamicModule } from '@nestjs/common';
import type { Publisher, Transport } from './transport.js';

/** The injection token of a `Publisher`: `constructor(@Inject(PUBLISHER) private readonly publisher: Publisher)`. */
export const PUBLISHER = Symbol('bianzu.publisher');

/** Offers the transport that an app was started with to everything in that app that publishes. */
@Module({})
export class TransportModule {
  static of(transport: Transport): DynamicModule {
    const publisher: Publisher = transport;
    return {
      module: TransportModule,
      global: true,
      providers: [{ provide: PUBLISHER, useValue: publisher }],
      exports: [PUBLISHER],
    };
  }
}
