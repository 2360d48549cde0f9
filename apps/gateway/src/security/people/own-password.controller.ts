import { Controller, HttpCode, Put, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Logins, type Principal } from '#libs/partners';
import { readDocumented } from '../../conventions/documented-body.js';
import { Operations } from '../../conventions/operations.js';
import { problem } from '../../problem.js';
import { Caller } from '../scope.guard.js';
import { Known } from '../scope.js';
import { asProblems } from './as-problems.js';
import { LoginLimiter } from './login-limiter.js';

interface Passwords {
  readonly oldPassword: string;
  readonly newPassword: string;
}

/** What somebody who has logged in with a password of ours does with their own account. */
@Controller('v1/account')
export class OwnPasswordController {
  constructor(
    private readonly logins: Logins,
    private readonly limiter: LoginLimiter,
    private readonly operations: Operations,
  ) {}

  /** The session that the token belongs to goes on; the person's other sessions end. */
  @Put('password')
  @Known()
  @HttpCode(204)
  async change(@Caller() { id, session }: Principal, @Req() request: FastifyRequest): Promise<void> {
    // partners, systems and people of an OpenID Connect provider have no password here
    if (session === undefined) throw problem('not-found');
    const address = await this.limiter.demandAllowance(request);
    const passwords = await readDocumented<Passwords>(request, this.operations);
    const change = { ...passwords, name: id.replace(/^person:/, ''), session };
    const outcome = await asProblems(() => this.logins.changeOwnPassword(change, address));
    if (outcome !== 'changed') throw problem('old-password-wrong');
  }
}
