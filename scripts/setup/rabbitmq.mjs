/**
 * A private RabbitMQ node for tests: its own name, ports, folders, cookie and even its own port mapper (epmd), so that
 * it neither meets another node of this machine nor leaves anything running. Bound to 127.0.0.1.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  freePort,
  printed,
  removeFolder,
  run,
  startGroup,
  stopGroup,
  temporaryFolder,
} from './processes.mjs';

/** The start script of the server itself: the one in /usr/sbin would change to another user and folder. */
export function serverScript() {
  const candidates = ['/usr/lib/rabbitmq/bin/rabbitmq-server'];
  if (process.env.RABBITMQ_HOME) candidates.unshift(join(process.env.RABBITMQ_HOME, 'sbin/rabbitmq-server'));
  for (const prefix of ['/opt/homebrew', '/usr/local'])
    candidates.push(join(prefix, 'opt/rabbitmq/sbin/rabbitmq-server'));
  return candidates.find((path) => existsSync(path));
}

/**
 * Starts a node; `url` is the guest account's, `stop` leaves no process and no file. `kill` ends it at once; `startAgain`
 * starts it on the same data and the same port, `control` gives it an order of `rabbitmqctl`.
 */
export async function startRabbitMq() {
  const [node] = await startRabbitMqCluster(1);
  return node;
}

/**
 * Starts nodes that form one cluster; each has a `url` of its own, and can be killed and started again by itself. They go
 * together: the `stop` of any of them stops all.
 */
export async function startRabbitMqCluster(size) {
  const folder = temporaryFolder('bianzu-rabbitmq-');
  const epmdPort = await freePort();
  const nodes = [];
  for (let index = 0; index < size; index += 1)
    nodes.push({
      folder: join(folder, `node-${index}`),
      port: await freePort(),
      distributionPort: await freePort(),
    });
  const home = join(folder, 'home');
  mkdirSync(home);
  for (const node of nodes) node.environment = { ...process.env, ...settingsOf(node, nodes, home, epmdPort) };
  const epmd = startGroup(epmdProgram(), ['-port', String(epmdPort), '-address', '127.0.0.1'], {
    cwd: folder,
    stdio: 'ignore',
    env: nodes[0].environment,
  });
  const epmdEnded = new Promise((resolve) => epmd.once('error', resolve).once('close', resolve));
  const stop = async () => {
    // No orderly shutdown: it takes seconds, and the folder goes in any case.
    for (const { process } of nodes) if (process?.pid !== undefined) await stopGroup(process.pid, 'SIGKILL');
    if (epmd.pid !== undefined) await stopGroup(epmd.pid);
    await epmdEnded;
    removeFolder(folder);
  };
  try {
    // the first one is there before the others look for it
    for (const node of nodes) await begin(node);
  } catch (error) {
    await stop();
    throw error;
  }
  return nodes.map((node) => ({
    url: `amqp://guest:guest@127.0.0.1:${node.port}`,
    stop,
    kill: () => stopGroup(node.process.pid, 'SIGKILL'),
    startAgain: () => begin(node),
    control: (...args) => control(node, args),
  }));
}

async function control({ folder, environment }, args) {
  const program = join(dirname(serverScript()), 'rabbitmqctl');
  const { code, output } = await run(program, args, { cwd: folder, env: environment });
  if (code !== 0) throw new Error(`rabbitmqctl ${args.join(' ')}: ${output}`);
}

async function begin(node) {
  node.process = startGroup(serverScript(), [], {
    cwd: node.folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: node.environment,
  });
  try {
    await printed(node.process, 'completed with', 120_000);
  } catch (error) {
    throw new Error(`RabbitMQ did not start: ${error.message}`, { cause: error });
  }
}

const nameOf = ({ port }) => `bianzu-${port}@localhost`;

function settingsOf(node, nodes, home, epmdPort) {
  const { folder, port, distributionPort } = node;
  for (const name of ['mnesia', 'log', 'config', 'plugins'])
    mkdirSync(join(folder, name), { recursive: true });
  const place = (name) => join(folder, name);
  writeFileSync(
    place('rabbitmq.conf'),
    [
      'loopback_users.guest = true',
      'disk_free_limit.absolute = 50MB',
      'raft.wal_max_size_bytes = 16777216',
      ...(nodes.length > 1 ? clusterOf(nodes) : []),
      '',
    ].join('\n'),
  );
  writeFileSync(place('rabbitmq-env.conf'), '');
  writeFileSync(place('enabled_plugins'), '[].\n');
  return {
    HOME: home,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: nameOf(node),
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distributionPort),
    RABBITMQ_MNESIA_BASE: place('mnesia'),
    RABBITMQ_MNESIA_DIR: place('mnesia/node'),
    RABBITMQ_LOG_BASE: place('log'),
    RABBITMQ_PID_FILE: place('pid'),
    RABBITMQ_CONFIG_FILE: place('rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: place('rabbitmq-env.conf'),
    RABBITMQ_GENERATED_CONFIG_DIR: place('config'),
    RABBITMQ_PLUGINS_EXPAND_DIR: place('plugins'),
    RABBITMQ_ENABLED_PLUGINS_FILE: place('enabled_plugins'),
    // +sbwt none: idle schedulers sleep at once instead of spinning, which matters on few cores.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}',
  };
}

function clusterOf(nodes) {
  return [
    'cluster_formation.peer_discovery_backend = classic_config',
    ...nodes.map((node, index) => `cluster_formation.classic_config.nodes.${index + 1} = ${nameOf(node)}`),
  ];
}

/** Beside the Erlang runtime where the distribution keeps it, else whatever the search path has. */
function epmdProgram() {
  for (const root of ['/usr/lib/erlang', '/opt/homebrew/lib/erlang', '/usr/local/lib/erlang']) {
    if (!existsSync(root)) continue;
    const runtime = readdirSync(root).find((name) => name.startsWith('erts-'));
    if (runtime !== undefined && existsSync(join(root, runtime, 'bin/epmd')))
      return join(root, runtime, 'bin/epmd');
  }
  return 'epmd';
}
