import type { FastifyRequest } from 'fastify';
import type { LoginAllowances } from '#libs/partners';
import { problem } from '../../problem.js';
import type { Connections } from '../connection.js';
import { networkOf } from '../network-of.js';
import { RateLimiter } from '../rate-limiter.js';

/** Logins from one network: each costs some 100 ms and 19 MiB. */
export const loginsPerSecond = 1;
export const loginsAtOnce = 20;

/** What strangers may ask of passwords and sessions: counted here first, so that a flood does not reach the database. */
export class LoginLimiter {
  private readonly here = new RateLimiter(loginsPerSecond, loginsAtOnce);

  constructor(
    private readonly everywhere: LoginAllowances,
    private readonly connections: Connections,
  ) {}

  /**
   * @returns where the request comes from
   * @throws problem `too-many-requests`
   */
  async demandAllowance(request: FastifyRequest): Promise<string> {
    const network = networkOf(this.connections.addressOf(request));
    const { isAllowed, resetSeconds } = this.here.take(network);
    const waitSeconds = isAllowed ? await this.everywhere.take(network) : resetSeconds;
    if (waitSeconds !== undefined) throw problem('too-many-requests', {}, waitSeconds);
    return network;
  }
}
