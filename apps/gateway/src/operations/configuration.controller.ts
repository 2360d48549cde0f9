import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import {
  configurationDifference,
  describeDifference,
  MissingConfiguration,
  readConfigurationFiles,
} from '#libs/configuration';
import type { Principal } from '#libs/partners';
import { LiveConfiguration, runningProcesses, type Activation, type Settings } from '#libs/runtime';
import { readDocumented } from '../conventions/documented-body.js';
import { Operations } from '../conventions/operations.js';
import { readLimit } from '../messages/message-filter.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { SETTINGS } from '../tokens.js';
import { ConfigurationChanges, type ChangeTerms } from './configuration-changes.js';

/** Which configuration is active, who works by it, and the files beside this process becoming it. */
@Controller('v1/operations/configuration')
@Needs('operations')
export class ConfigurationController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
    private readonly changes: ConfigurationChanges,
    private readonly operations: Operations,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  async status(): Promise<object> {
    const { versions } = this.configuration;
    const [active, processes, refusal] = await Promise.all([
      versions.active(),
      runningProcesses(this.dataSource),
      versions.openRefusal(),
    ]);
    return {
      active: active ?? null,
      processes,
      refusal: refusal ?? null,
      folder: this.folder(active),
    };
  }

  /** The latest first. */
  @Get('activations')
  async activations(@Query('limit') limit?: string): Promise<{ activations: Activation[] }> {
    return { activations: await this.configuration.versions.activations(readLimit(limit)) };
  }

  /** What would change if the files beside this process became active; of wrong files the mistakes. */
  @Get('difference')
  async difference(): Promise<object> {
    const { active, files } = await this.changes.running();
    const folder = this.changes.folder();
    const isDifferent = folder.version !== active.version;
    if (isDifferent) await this.changes.demandSound(folder);
    const difference = configurationDifference(files, folder);
    return {
      running: active.number,
      version: folder.version,
      isDifferent,
      changes: difference.map((part) => ({
        ...part,
        words: { zh: describeDifference(part, 'zh'), en: describeDifference(part, 'en') },
      })),
    };
  }

  /** Activates the files beside this process. */
  @Post('activations')
  @HttpCode(200)
  async activate(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<Activation> {
    const terms = await readDocumented<ChangeTerms>(request, this.operations);
    return this.changes.activate(this.changes.folder(), caller, terms);
  }

  /** Makes an earlier version the active one again; without `to` the one before. */
  @Post('rollback')
  @HttpCode(200)
  async rollBack(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<Activation> {
    const { to, ...terms } = await readDocumented<ChangeTerms & { to?: number }>(request, this.operations);
    return this.changes.rollBack(to, caller, terms);
  }

  /** Whether the files beside this process are the active ones; null when there are none. */
  private folder(active: Activation | undefined): object | null {
    try {
      const { version } = readConfigurationFiles(this.settings.configurationRoot);
      return { version, isActive: version === active?.version };
    } catch (error) {
      if (error instanceof MissingConfiguration) return null;
      throw error;
    }
  }
}
