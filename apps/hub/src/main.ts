import 'reflect-metadata';
import { createHttpApp } from '#apps/gateway';
import { openRuntime, settingsFrom, untilStopped, WrongConfiguration } from '#libs/runtime';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { exampleCredentials } from './example-credentials.js';
import { ExampleDay } from './example-day.js';
import { HubModule } from './hub.module.js';
import { readOptions } from './options.js';
import { welcome } from './welcome.js';

/**
 * The embedded edition: one process with its own PostgreSQL. `--empty`: without the example day; `--once`: ends after the
 * day's table, with exit code 1 when a row of it does not balance; `--scale`: a smaller or larger day.
 */
const options = readOptions(process.argv.slice(2));
const stopped = untilStopped();
const settings = settingsFrom(process.env);
const database = await startEmbeddedPostgres(settings.dataFolder);
let exitCode = 0;
try {
  const runtime = await openRuntime({ ...settings, amqpUrl: undefined, databaseUrl: database.url });
  const app = await createHttpApp(HubModule.with(runtime), runtime);
  await app.startAllMicroservices();
  await app.listen(settings.port, settings.host);
  const url = (await app.getUrl()).replace('[::1]', 'localhost');
  const { file, tokens } = await exampleCredentials(runtime);
  console.log(
    welcome({ url, file, tokens, dataFolder: settings.dataFolder, databaseFolder: database.folder }),
  );
  const { dataFolder, configurationRoot } = settings;
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
  await runtime.dataSource.destroy();
} catch (error) {
  console.error(error instanceof WrongConfiguration ? error.message : error);
  exitCode = 1;
}
await database.stop();
process.exit(exitCode);
