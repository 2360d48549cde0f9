import { Controller, Delete, Header, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '#libs/audit';
import { Logins, Sessions, type Principal, type SessionTokens } from '#libs/partners';
import { readDocumented } from '../../conventions/documented-body.js';
import { Operations } from '../../conventions/operations.js';
import { problem } from '../../problem.js';
import { Caller } from '../scope.guard.js';
import { Known, Open } from '../scope.js';
import { asProblems } from './as-problems.js';
import { LoginLimiter } from './login-limiter.js';

/** People log in with name and password, and go on with what they got. */
@Controller('v1/sessions')
export class SessionsController {
  constructor(
    private readonly logins: Logins,
    private readonly sessions: Sessions,
    private readonly limiter: LoginLimiter,
    private readonly operations: Operations,
    private readonly audit: AuditLog,
  ) {}

  /** Says the same of a wrong name, a wrong password and a locked account, so that nobody learns which names there are. */
  @Post()
  @Open()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async open(@Req() request: FastifyRequest): Promise<object> {
    const address = await this.limiter.demandAllowance(request);
    const { name, password } = await readDocumented<{ name: string; password: string }>(
      request,
      this.operations,
    );
    const outcome = await asProblems(() => this.logins.login(name, password, address));
    if (outcome.kind !== 'person') throw problem('login-wrong');
    return view(await this.sessions.open(outcome.person));
  }

  @Post('refresh')
  @Open()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async refresh(@Req() request: FastifyRequest): Promise<object> {
    await this.limiter.demandAllowance(request);
    const { refreshToken } = await readDocumented<{ refreshToken: string }>(request, this.operations);
    const tokens = await this.sessions.refresh(refreshToken);
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
}

function view({ accessToken, refreshToken, expiresInSeconds }: SessionTokens): object {
  return { accessToken, tokenType: 'Bearer', expiresInSeconds, refreshToken };
}
