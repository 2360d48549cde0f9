import 'reflect-metadata';
import { openRuntime, settingsFrom, untilStopped } from '#libs/runtime';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp } from './http-app.js';

/** The gateway of the distributed edition: DATABASE_URL and AMQP_URL say where PostgreSQL and RabbitMQ are. */
const { databaseUrl, amqpUrl, ...rest } = settingsFrom(process.env);
if (databaseUrl === undefined || amqpUrl === undefined)
  throw new Error('DATABASE_URL and AMQP_URL are needed');
const runtime = await openRuntime({ ...rest, databaseUrl, amqpUrl });
const app = await createHttpApp(GatewayModule.with(runtime), runtime);
// not awaited: messages are taken in over HTTP also while the broker is away
void app.startAllMicroservices().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
await app.listen(runtime.settings.port, runtime.settings.host);
console.log(`gateway: ${await app.getUrl()}`);
await untilStopped();
await app.close();
await runtime.dataSource.destroy();
process.exit(0);
