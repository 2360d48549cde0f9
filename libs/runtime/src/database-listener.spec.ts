import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { DatabaseListener } from './database-listener.js';

/** AuthenticationOk and ReadyForQuery. */
const welcome = Buffer.from('5200000008000000005a0000000549', 'hex');

describe('a listener to a database that takes connections and drops them', () => {
  it('has one connection at a time, however long that lasts', async () => {
    let taken = 0;
    let open = 0;
    let mostAtOnce = 0;
    let enough = (): void => undefined;
    const isEnough = new Promise<void>((resolve) => (enough = resolve));
    const server = createServer((socket) => {
      taken += 1;
      open += 1;
      mostAtOnce = Math.max(mostAtOnce, open);
      socket.on('error', () => undefined);
      socket.on('close', () => (open -= 1));
      // one is dropped before the welcome, the next when it asks for something
      if (taken % 2 === 0) socket.destroy();
      else
        socket.once('data', () => socket.write(welcome, () => socket.once('data', () => socket.destroy())));
      if (taken === 12) enough();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `postgres://nobody@127.0.0.1:${port}/nothing`;
    const listener = new DatabaseListener(url, () => undefined, 5);
    listener.on('anything', () => undefined);

    await expect(listener.open()).rejects.toThrow('Connection terminated');
    await isEnough;
    await listener.close();
    server.close();
    expect(mostAtOnce).toBe(1);
  });
});
