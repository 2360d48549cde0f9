import { Controller, Delete, Get, HttpCode, Param, Put, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import {
  ourOwnSecrets,
  ownOwner,
  SecretStore,
  WrongSecret,
  type Principal,
  type SecretInfo,
  type SecretKind,
} from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';
import { readDocumented } from '../../conventions/documented-body.js';
import { Operations } from '../../conventions/operations.js';
import { problem } from '../../problem.js';
import { Caller } from '../scope.guard.js';
import { Needs } from '../scope.js';

interface Put {
  readonly value: string;
  readonly encoding?: 'utf8' | 'base64';
  readonly kind?: SecretKind;
  readonly validFrom?: string;
  readonly validUntil?: string;
}

const maxBodyBytes = 256 * 1024;
const nameForm = /^[a-z0-9][a-z0-9._-]{0,99}$/;

/**
 * Secrets and certificates of partners, and those that all of them see the same of (owner `own`). Values go in and never
 * come out. What the hub signs its own tokens with is not among them: with it somebody could make any token.
 */
@Controller('v1/secrets')
@Needs('secrets')
export class SecretsController {
  constructor(
    private readonly secrets: SecretStore,
    private readonly configuration: LiveConfiguration,
    private readonly operations: Operations,
  ) {}

  @Get()
  async list(@Query('owner') owner?: string): Promise<{ secrets: SecretInfo[] }> {
    const found = await this.secrets.list(owner?.replaceAll('\0', ''));
    return { secrets: found.filter((one) => one.owner !== ourOwnSecrets) };
  }

  /** Another version; the one before stays good until it ends or is retired. */
  @Put(':owner/:name')
  async put(
    @Caller() { id: actor }: Principal,
    @Param('owner') owner: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
  ): Promise<{ id: string; version: number }> {
    const asked = await readDocumented<Put>(request, this.operations, maxBodyBytes);
    const { routing } = await this.configuration.upToDate();
    const isKnown = owner === ownOwner || routing.partner(owner) !== undefined;
    if (!isKnown || owner === ourOwnSecrets || !nameForm.test(name)) throw problem('not-found');
    const { value, encoding = 'utf8', kind, validFrom, validUntil } = asked;
    const options = { kind, validFrom: dateOf(validFrom), validUntil: dateOf(validUntil), actor };
    try {
      return await this.secrets.put(owner, name, Buffer.from(value, encoding), options);
    } catch (error) {
      if (error instanceof WrongSecret) throw problem('wrong-secret', { reason: error.message });
      throw error;
    }
  }

  /** Ends all versions at once, or the one that is named. */
  @Delete(':owner/:name')
  @HttpCode(204)
  async retire(
    @Caller() { id: actor }: Principal,
    @Param('owner') owner: string,
    @Param('name') name: string,
    @Query('version') version?: string,
  ): Promise<void> {
    const { secrets } = await this.list(owner);
    const meant = secrets.filter(
      (one) => one.name === name && one.retiredAt === null && [undefined, `${one.version}`].includes(version),
    );
    if (meant.length === 0) throw problem('not-found');
    for (const { id } of meant) await this.secrets.retire(id, actor);
  }
}

function dateOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
