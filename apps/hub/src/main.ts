import 'reflect-metadata';
import { createHttpApp } from '#apps/gateway';
import { join } from 'node:path';
import { exampleCredentials, openRuntime, settingsFrom, startFailure, untilStopped } from '#libs/runtime';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.js';
import { ExampleDay } from './example-day.js';
import { growModestly } from './grow-modestly.js';
import { HubModule } from './hub.module.js';
import { readOptions } from './options.js';
import { welcome } from './welcome.js';

/**
 * The embedded edition: one process with its own PostgreSQL. `--empty`: without the example day; `--once`: ends after the
 * day's table, with exit code 1 when a row of it does not balance; `--scale`: a smaller or larger day.
 */
growModestly();
const options = readOptions(process.argv.slice(2));
const stopped = untilStopped();
let database: EmbeddedPostgres | undefined;
let exitCode = 0;
try {
  const settings = settingsFrom(process.env);
  database = await startEmbeddedPostgres(settings.dataFolder);
  const runtime = await openRuntime({ ...settings, amqpUrl: undefined, databaseUrl: database.url });
  const app = await createHttpApp(HubModule.with(runtime), runtime);
  await app.startAllMicroservices();
  await app.listen(settings.port, settings.host);
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  const { dataFolder, configurationRoot } = settings;
  const { dataSource } = runtime;
  const partners = runtime.configuration.current.routing.partners.map(({ id }) => id);
  const file = join(dataFolder, 'example-credentials.json');
  const tokens = await exampleCredentials({ dataSource, partners, file });
  console.log(welcome({ url, file, tokens, dataFolder, databaseFolder: database.folder }));
  const { scale } = options;
  const day = new ExampleDay({
    url,
    tokens,
    publisher: runtime.transport,
    dataFolder,
    configurationRoot,
    scale,
  });
  const stopping = new AbortController();
  const stop = stopped.then(() => {
    console.log('\n正在停止，处理完手头的工作 stopping, finishing what is in hand');
    stopping.abort();
  });
  const isBalanced = await day.run(options.empty, stopping.signal);
  if (options.once) exitCode = isBalanced ? 0 : 1;
  else await stop;
  await app.close();
  await dataSource.destroy();
  await runtime.telemetry.close();
} catch (error) {
  console.error(startFailure(error));
  exitCode = 1;
}
await database?.stop();
process.exit(exitCode);
