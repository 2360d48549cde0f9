import 'reflect-metadata';
import { openRuntime, settingsFrom, untilStopped } from '#libs/runtime';
import { createWorkerApp } from './worker-app.js';

/** A worker of the distributed edition: DATABASE_URL and AMQP_URL say where PostgreSQL and RabbitMQ are. */
const { databaseUrl, amqpUrl, ...rest } = settingsFrom(process.env);
if (databaseUrl === undefined || amqpUrl === undefined)
  throw new Error('DATABASE_URL and AMQP_URL are needed');
const runtime = await openRuntime({ ...rest, databaseUrl, amqpUrl });
const app = await createWorkerApp(runtime);
await app.startAllMicroservices();
await app.init();
console.log('worker: ready');
await untilStopped();
await app.close();
await runtime.dataSource.destroy();
process.exit(0);
