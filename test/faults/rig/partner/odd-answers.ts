import type { ServerResponse } from 'node:http';
import type { Random } from '../../../simulators/random.js';
import { attemptTimeoutSeconds } from './partner-configuration.js';
import type { PartnerRequest } from './partner-request.js';

export type OddMood = 'slow' | 'nonsense' | 'busy';

const retryAfterSeconds = 2;

/** Nobody who reads these can know what has become of the message; some have taken it all the same. */
const nonsense: readonly ((request: PartnerRequest, response: ServerResponse) => void)[] = [
  (request, response) => {
    request.verdict = 'ignored';
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Please log in</body></html>');
  },
  (request, response) => {
    request.verdict = 'ignored';
    response.writeHead(302, { location: '/login' }).end();
  },
  (request, response) => {
    request.verdict = 'ignored';
    response.socket?.end('SSH-2.0-OpenSSH_9.2\r\n');
  },
  (_, response) => void response.writeHead(500).end('{"error": "who knows"}'),
  (_, response) => void response.socket?.destroy(),
];

/** How it answers when it is not well. */
export const oddAnswers: Readonly<
  Record<OddMood, (request: PartnerRequest, response: ServerResponse, random: Random) => void>
> = {
  nonsense: (request, response, random) => random.pick(nonsense)(request, response),
  busy: (request, response, random) => {
    request.verdict = 'ignored';
    request.retryAfterMs = retryAfterSeconds * 1_000;
    response.writeHead(random.pick([429, 503]), { 'retry-after': String(retryAfterSeconds) }).end();
  },
  /** Now and then so slow that nobody waits for it any more, though the message has been taken. */
  slow: ({ verdict }, response, random) => {
    const patienceMs = attemptTimeoutSeconds * 1_000;
    const afterMs = patienceMs * random.pick([0.1, 0.3, 0.6, 1.5]);
    setTimeout(() => response.writeHead(verdict === 'taken' ? 202 : 422).end(), afterMs).unref();
  },
};
