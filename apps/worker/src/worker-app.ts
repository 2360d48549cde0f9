import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Runtime } from '#libs/runtime';
import { NestLogger } from '#libs/telemetry';
import { WorkerModule } from './worker.module.js';

/** A worker with the transport attached. It listens to no port: the adapter is only there because Nest asks for one. */
export async function createWorkerApp(runtime: Runtime): Promise<INestApplication> {
  const app = await NestFactory.create(WorkerModule.with(runtime), new FastifyAdapter(), {
    logger: new NestLogger(runtime.telemetry.log),
    abortOnError: false,
  });
  app.connectMicroservice({ strategy: runtime.transport });
  return app;
}
