/**
 * Loaded before a process of Bianzu (`node --import`): some messages are deadly. The process ends, as when memory is exhausted,
 * each time that a worker has read a message from the journal which has the words FAULT_DEADLY in it.
 */
import { createRequire } from 'node:module';

const words = process.env.FAULT_DEADLY;
const isReadForWork = /FROM message m JOIN message_payload p[^]*m\.state = 'received'/;

if (words !== undefined) {
  const { Client } = createRequire(process.argv[1])('pg');
  const { query } = Client.prototype;
  Client.prototype.query = function (...args) {
    const result = query.apply(this, args);
    const text = args[0]?.text ?? args[0];
    if (typeof text !== 'string' || !isReadForWork.test(text)) return result;
    return result.then((found) => {
      if (found.rows.some(({ bytes }) => bytes.includes(words))) process.kill(process.pid, 'SIGKILL');
      return found;
    });
  };
}
