import 'reflect-metadata';
import { openRuntime, settingsFrom, untilStopped } from '#libs/runtime';
import { OperationsEndpoint } from './operations-endpoint.js';
import { createWorkerApp } from './worker-app.js';

/** A worker of the distributed edition: DATABASE_URL and AMQP_URL say where PostgreSQL and RabbitMQ are. */
const { databaseUrl, amqpUrl, ...rest } = settingsFrom(process.env);
if (databaseUrl === undefined || amqpUrl === undefined)
  throw new Error('DATABASE_URL and AMQP_URL are needed');
const runtime = await openRuntime({ ...rest, databaseUrl, amqpUrl }, 'worker');
const app = await createWorkerApp(runtime);
await app.startAllMicroservices();
await app.init();
const endpoint = new OperationsEndpoint(runtime);
const url = await endpoint.open();
runtime.telemetry.log.announce(`worker: ready, ${url}/metrics`);
await untilStopped();
await app.close();
await endpoint.close();
await runtime.dataSource.destroy();
await runtime.telemetry.close();
process.exit(0);
