import { startPostgres } from '../../scripts/setup/postgres.mjs';
import { ensureRabbitMq } from '../../scripts/setup/install-rabbitmq.mjs';
import { startRabbitMq } from '../../scripts/setup/rabbitmq.mjs';
import type { Services } from './subjects/subject.js';

/** A private PostgreSQL that really writes to the disk (fsync on), and a private RabbitMQ. */
export async function startServices(): Promise<Services & { stop: () => Promise<void> }> {
  await ensureRabbitMq();
  const postgres = await startPostgres({ isDurable: true });
  try {
    const rabbitMq = await startRabbitMq();
    return {
      databaseUrl: postgres.url,
      amqpUrl: rabbitMq.url,
      stop: async () => {
        await rabbitMq.stop();
        await postgres.stop();
      },
    };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}
