/**
 * Loaded before a process of Bianzu (`node --import`): ends it, as kill -9 does, at the n-th passage of a boundary. The
 * boundary is described by FAULT_DIE_AT, as JSON: `on` what it happens, `of` a regular expression for what is meant,
 * `when` before or after it, `nth` from 1. Only the drivers are touched; the product knows nothing of it.
 */
import http from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const boundary = JSON.parse(process.env.FAULT_DIE_AT ?? 'null');

function die() {
  process.kill(process.pid, 'SIGKILL');
  // nothing more is to happen in this process
  for (;;);
}

let left = boundary?.nth ?? 0;
const pattern = new RegExp(boundary?.of ?? '');

/** Counts the passage; true when it is the one to die at. */
function isDue(on, what) {
  if (boundary?.on !== on || !pattern.test(what)) return false;
  left -= 1;
  return left === 0;
}

/** What failed for other reasons, a database that is away, was no passage: the next one is. */
function again(error) {
  left = 1;
  throw error;
}

/** Runs what passes the boundary, and dies before it or when its promise or callback says that it is over. */
function pass(run, args) {
  if (boundary.when === 'before') die();
  const last = args.at(-1);
  if (typeof last === 'function') return run([...args.slice(0, -1), () => die()]);
  const result = run(args);
  if (typeof result?.then === 'function') return result.then(die, again);
  return result;
}

function watchDatabase({ Client }) {
  const { query } = Client.prototype;
  Client.prototype.query = function (...args) {
    const [config] = args;
    const text = typeof config === 'string' ? config : config?.text;
    if (typeof text !== 'string' || typeof config?.submit === 'function') return query.apply(this, args);
    const isBegin = /^\s*(START TRANSACTION|BEGIN)/i.test(text);
    const isEnd = /^\s*(COMMIT|ROLLBACK)/i.test(text);
    const committed = /^\s*COMMIT/i.test(text) ? this.faultStatements?.join('\n') : undefined;
    if (isBegin) this.faultStatements = [];
    else if (isEnd) this.faultStatements = undefined;
    else this.faultStatements?.push(text);
    const isAlone = this.faultStatements === undefined && !isEnd;
    const whole = committed ?? (isAlone ? text : undefined);
    const due = isDue('statement', text) || (whole !== undefined && isDue('commit', whole));
    return due ? pass((given) => query.apply(this, given), args) : query.apply(this, args);
  };
}

function watchBroker({ Channel, ConfirmChannel }) {
  const { publish } = ConfirmChannel.prototype;
  ConfirmChannel.prototype.publish = function (exchange, key, content, options, confirm) {
    const route = `${exchange}/${key}`;
    if (isDue('confirm', route)) return publish.call(this, exchange, key, content, options, () => die());
    if (!isDue('publish', route)) return publish.call(this, exchange, key, content, options, confirm);
    if (boundary.when === 'before') die();
    // time to leave the process, with a confirm that nobody hears
    setTimeout(die, 5);
    return publish.call(this, exchange, key, content, options, () => undefined);
  };
  const { ack } = Channel.prototype;
  Channel.prototype.ack = function (message, ...more) {
    const due = isDue('ack', message.fields.exchange);
    if (due && boundary.when === 'before') die();
    const result = ack.call(this, message, ...more);
    if (due) setTimeout(die, 5);
    return result;
  };
}

function watchAnswers() {
  const { writeHead } = http.ServerResponse.prototype;
  http.ServerResponse.prototype.writeHead = function (status, ...more) {
    if (isDue('answer', `${this.req?.method} ${this.req?.url} ${status}`)) {
      if (boundary.when === 'before') die();
      this.once('finish', die);
    }
    return writeHead.call(this, status, ...more);
  };
}

if (boundary !== null) {
  const require = createRequire(process.argv[1]);
  watchDatabase(require('pg'));
  // by its file, because the package exports only what applications use
  watchBroker(require(join(dirname(require.resolve('amqplib')), 'lib/channel_model.js')));
  watchAnswers();
}
