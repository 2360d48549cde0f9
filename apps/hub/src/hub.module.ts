import { Module, type DynamicModule } from '@nestjs/common';
import { GatewayModule } from '#apps/gateway';
import { WorkerModule } from '#apps/worker';
import type { Runtime } from '#libs/runtime';

/** The embedded edition: gateway and worker in one process. */
@Module({})
export class HubModule {
  static with(runtime: Runtime): DynamicModule {
    return { module: HubModule, imports: [GatewayModule.with(runtime), WorkerModule.with(runtime)] };
  }
}
