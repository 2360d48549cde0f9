import 'reflect-metadata';
import { WrongSetting } from '#libs/message';
import { openRuntime, runToTheEnd, settingsFrom, untilStopped } from '#libs/runtime';
import { OperationsEndpoint } from './operations-endpoint.js';
import { createWorkerApp } from './worker-app.js';

/** A worker of the distributed edition: DATABASE_URL and AMQP_URL say where PostgreSQL and RabbitMQ are. */
await runToTheEnd(async () => {
  const { databaseUrl, amqpUrl, ...rest } = settingsFrom(process.env);
  if (databaseUrl === undefined || amqpUrl === undefined)
    throw new WrongSetting(databaseUrl === undefined ? 'DATABASE_URL' : 'AMQP_URL', {
      zh: '必须设置 DATABASE_URL 与 AMQP_URL。',
      en: 'DATABASE_URL and AMQP_URL are needed.',
    });
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
});
