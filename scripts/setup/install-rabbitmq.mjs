/**
 * Sees to it that this machine has a RabbitMQ server. As root on Debian it installs the distribution's package, without
 * letting the package start its service; anywhere else it says, in two languages, what a person has to do.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { installPackages } from './apt.mjs';
import { serverScript } from './rabbitmq.mjs';

const whatToDo = [
  '没有找到 RabbitMQ。请安装 rabbitmq-server(>= 3.10),或用 AMQP_URL 指定一个可用的服务,例如 AMQP_URL=amqp://guest:guest@localhost:5672。',
  'No RabbitMQ found. Install rabbitmq-server (>= 3.10), or name a running one by AMQP_URL, for example AMQP_URL=amqp://guest:guest@localhost:5672.',
].join('\n');

/** Throws an Error whose message is meant for people when there is no RabbitMQ and none can be installed. */
export async function ensureRabbitMq() {
  if (serverScript() !== undefined) return;
  const before = new Set(portMappers());
  await installPackages(['rabbitmq-server'], whatToDo);
  // The package's maintainer scripts run Erlang once, which leaves its port mapper behind.
  for (const pid of portMappers()) if (!before.has(pid)) await end(pid);
  if (serverScript() === undefined) throw new Error(whatToDo);
}

function portMappers() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => nameOf(pid) === 'epmd')
    .map(Number);
}

function nameOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    // It ended while we were looking.
    return undefined;
  }
}

async function end(pid) {
  try {
    process.kill(pid, 'SIGTERM');
    while (nameOf(pid) === 'epmd') await delay(20);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
