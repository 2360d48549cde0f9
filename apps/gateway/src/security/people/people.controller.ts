import { Controller, Get, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { People, type NewPerson, type Person, type Principal } from '#libs/partners';
import { readDocumented } from '../../conventions/documented-body.js';
import { Operations } from '../../conventions/operations.js';
import { problem } from '../../problem.js';
import { Caller } from '../scope.guard.js';
import { Needs } from '../scope.js';
import { asProblems } from './as-problems.js';

interface Change {
  readonly roles?: readonly string[];
  readonly partners?: readonly string[] | null;
  readonly disabled?: boolean;
}

/** Accounts of people. Nobody changes their own; passwords are never shown. */
@Controller('v1/people')
@Needs('people')
export class PeopleController {
  constructor(
    private readonly people: People,
    private readonly operations: Operations,
  ) {}

  @Get()
  async list(): Promise<{ people: Person[] }> {
    return { people: await this.people.list() };
  }

  @Post()
  async add(@Caller() { id: actor }: Principal, @Req() request: FastifyRequest): Promise<object> {
    const person = await readDocumented<NewPerson>(request, this.operations);
    await asProblems(() => this.people.add(person, actor));
    const { name, roles, partners = null } = person;
    return { name, roles, partners };
  }

  @Patch(':name')
  @HttpCode(204)
  async change(
    @Caller() { id: actor }: Principal,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { disabled, ...rest } = await readDocumented<Change>(request, this.operations);
    const change = { ...rest, ...(disabled === undefined ? {} : { isDisabled: disabled }) };
    if (!(await asProblems(() => this.people.change(name, change, actor)))) throw problem('not-found');
  }

  /** Ends the person's sessions and opens a locked account. */
  @Post(':name/password')
  @HttpCode(204)
  async setPassword(
    @Caller() { id: actor }: Principal,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { password } = await readDocumented<{ password: string }>(request, this.operations);
    if (!(await asProblems(() => this.people.setPassword(name, password, actor)))) throw problem('not-found');
  }
}
