import 'reflect-metadata';
import { distributedSettingsFrom, openRuntime, runToTheEnd, untilStopped } from '#libs/runtime';
import { OperationsEndpoint } from './operations-endpoint.js';
import { createWorkerApp } from './worker-app.js';

/** A worker of the distributed edition: DATABASE_URL and AMQP_URL say where PostgreSQL and RabbitMQ are. */
await runToTheEnd(async () => {
  const runtime = await openRuntime(distributedSettingsFrom(process.env), 'worker');
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
});
