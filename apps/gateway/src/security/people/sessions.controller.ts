import { Controller, Delete, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '#libs/audit';
import {
  NoSecretKey,
  PasswordsBusy,
  People,
  Sessions,
  type LoginOutcome,
  type Principal,
  type SessionTokens,
} from '#libs/partners';
import { readDocumented } from '../../conventions/documented-body.js';
import { Operations } from '../../conventions/operations.js';
import { problem } from '../../problem.js';
import { Connections } from '../connection.js';
import { RateLimiter } from '../rate-limiter.js';
import { Caller } from '../scope.guard.js';
import { Known, Open } from '../scope.js';

/** Logins from one address: each costs some 100 ms and 19 MiB. */
const loginsPerSecond = 1;
const loginsAtOnce = 20;

/** People log in with name and password, and go on with what they got. */
@Controller('v1/sessions')
export class SessionsController {
  private readonly limiter = new RateLimiter(loginsPerSecond, loginsAtOnce);

  constructor(
    private readonly people: People,
    private readonly sessions: Sessions,
    private readonly connections: Connections,
    private readonly operations: Operations,
    private readonly audit: AuditLog,
  ) {}

  /** Says the same of a wrong name, a wrong password and a locked account, so that nobody learns which names there are. */
  @Post()
  @Open()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async open(@Req() request: FastifyRequest): Promise<object> {
    this.demandAllowance(request);
    const { name, password } = await readDocumented<{ name: string; password: string }>(
      request,
      this.operations,
    );
    const outcome = await this.attempt(name, password);
    if (outcome.kind !== 'person') throw problem('login-wrong');
    return view(await signed(() => this.sessions.open(outcome.person)));
  }

  @Post('refresh')
  @Open()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async refresh(@Req() request: FastifyRequest): Promise<object> {
    this.demandAllowance(request);
    const { refreshToken } = await readDocumented<{ refreshToken: string }>(request, this.operations);
    const tokens = await signed(() => this.sessions.refresh(refreshToken));
    if (tokens === undefined) throw problem('session-ended');
    return view(tokens);
  }

  /** Ends the session that the token belongs to. */
  @Delete()
  @Known()
  @HttpCode(204)
  async end(@Caller() { id, session }: Principal): Promise<void> {
    if (session === undefined) throw problem('not-found');
    await this.sessions.end(session);
    await this.audit.append({ actor: id, action: 'person.logout', subject: id });
  }

  private async attempt(name: string, password: string): Promise<LoginOutcome> {
    try {
      return await this.people.login(name, password);
    } catch (error) {
      throw error instanceof PasswordsBusy ? problem('busy') : error;
    }
  }

  private demandAllowance(request: FastifyRequest): void {
    const { isAllowed, resetSeconds } = this.limiter.take(this.connections.addressOf(request));
    if (!isAllowed) throw problem('too-many-requests', {}, resetSeconds);
  }
}

async function signed<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof NoSecretKey ? problem('no-secret-key') : error;
  }
}

function view({ accessToken, refreshToken, expiresInSeconds }: SessionTokens): object {
  return { accessToken, tokenType: 'Bearer', expiresInSeconds, refreshToken };
}
