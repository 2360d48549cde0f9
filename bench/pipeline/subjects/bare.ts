import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { startChild, type Child } from './child.js';
import { newDatabase } from './database.js';
import type { Services, Subject } from './subject.js';

/** `journal`: the grouped commit alone; `end-to-end`: also confirmed publication, consumer, store and topic exchange. */
export async function startBare(services: Services, form: 'journal' | 'end-to-end'): Promise<Subject> {
  const database = await newDatabase(services.databaseUrl);
  const prefix = `bare-${randomBytes(4).toString('hex')}.`;
  const broker: Record<string, string> = form === 'journal' ? {} : { AMQP_URL: services.amqpUrl };
  const environment = { DATABASE_URL: database.url, BARE_PREFIX: prefix, ...broker };
  const intake = await startChild(program('intake'), [], /bare: (http:\S+)/, { environment });
  const children: Child[] = [intake];
  if (form === 'end-to-end')
    children.push(await startChild(program('consumer'), [], /(bare: consuming)/, { environment }));
  return {
    name: form === 'journal' ? 'bare pipeline, journal only' : 'bare pipeline',
    url: intake.ready[1]!,
    ...(form === 'journal' ? {} : { published: { exchange: `${prefix}published`, pattern: '#' } }),
    pids: children.map(({ pid }) => pid),
    stop: async () => {
      await Promise.all(children.map((child) => child.stop()));
      await database.drop();
    },
  };
}

function program(name: string): string {
  return fileURLToPath(new URL(`../bare/${name}.ts`, import.meta.url));
}
