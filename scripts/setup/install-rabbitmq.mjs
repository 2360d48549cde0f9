/**
 * Sees to it that this machine has a RabbitMQ server. As root on Debian it installs the distribution's package, without
 * letting the package start its service; anywhere else it says, in two languages, what a person has to do.
 */
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from './processes.mjs';
import { serverScript } from './rabbitmq.mjs';

const whatToDo = [
  '没有找到 RabbitMQ。请安装 rabbitmq-server(>= 3.10),或用 AMQP_URL 指定一个可用的服务,例如 AMQP_URL=amqp://guest:guest@localhost:5672。',
  'No RabbitMQ found. Install rabbitmq-server (>= 3.10), or name a running one by AMQP_URL, for example AMQP_URL=amqp://guest:guest@localhost:5672.',
].join('\n');

/** Throws an Error whose message is meant for people when there is no RabbitMQ and none can be installed. */
export async function ensureRabbitMq() {
  if (serverScript() !== undefined) return;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(whatToDo);
  console.log('services: installing rabbitmq-server with apt-get');
  const before = new Set(portMappers());
  await withoutStartingServices(async () => {
    await apt('update', '-qq');
    await apt('install', '-y', '-qq', '--no-install-recommends', 'rabbitmq-server');
  });
  // The package's maintainer scripts run Erlang once, which leaves its port mapper behind.
  for (const pid of portMappers()) if (!before.has(pid)) await end(pid);
  if (serverScript() === undefined) throw new Error(whatToDo);
}

async function apt(...args) {
  const { code, output } = await run('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) throw new Error(`apt-get ${args.join(' ')}: ${output.trim().slice(-1_000)}\n${whatToDo}`);
}

/** Debian asks /usr/sbin/policy-rc.d before a package starts its service; 101 means that it must not. */
async function withoutStartingServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
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
