import 'reflect-metadata';
import { distributedSettingsFrom, openRuntime, runToTheEnd, untilStopped } from '#libs/runtime';
import { GatewayModule } from './gateway.module.js';
import { createHttpApp } from './http-app.js';

/** The gateway of the distributed edition: DATABASE_URL and AMQP_URL say where PostgreSQL and RabbitMQ are. */
await runToTheEnd(async () => {
  const runtime = await openRuntime(distributedSettingsFrom(process.env), 'gateway');
  const app = await createHttpApp(GatewayModule.with(runtime), runtime);
  // not awaited: messages are taken in over HTTP also while the broker is away
  void app.startAllMicroservices().catch((error: unknown) => {
    runtime.telemetry.log.write('error', error instanceof Error ? error.message : String(error));
    process.exit(1);
  });
  await app.listen(runtime.settings.port, runtime.settings.host);
  runtime.telemetry.log.announce(`gateway: ${await app.getUrl()} is ready`);
  await untilStopped();
  await app.close();
  await runtime.dataSource.destroy();
  await runtime.telemetry.close();
});
