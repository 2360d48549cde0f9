import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { MissingConfiguration, readConfigurationFiles } from '#libs/configuration';
import type { ConfigurationProblem } from '#libs/message';
import type { Principal } from '#libs/partners';
import {
  activateFolder,
  AnotherVersionActive,
  LiveConfiguration,
  runningProcesses,
  type Activation,
  type Settings,
} from '#libs/runtime';
import { readJson } from '../intake/read-body.js';
import { readLimit } from '../messages/message-filter.js';
import { problem } from '../problem.js';
import { Caller } from '../security/scope.guard.js';
import { Needs } from '../security/scope.js';
import { SETTINGS } from '../tokens.js';

/** Which configuration is active, who works by it, and the files beside this process becoming it. */
@Controller('v1/operations/configuration')
@Needs('operations')
export class ConfigurationController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
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

  /** Activates the files beside this process. Body: `{ "note": "...", "replacing": 4 }`, both may be left out. */
  @Post('activations')
  @HttpCode(200)
  async activate(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<Activation> {
    const body = request.body as Readable | undefined;
    const { note, replacing }: Record<string, unknown> = body === undefined ? {} : await readJson(body);
    if (note !== undefined && typeof note !== 'string') throw problem('bad-request', { member: 'note' });
    if (replacing !== undefined && !Number.isInteger(replacing))
      throw problem('bad-request', { member: 'replacing' });
    const outcome = await this.activateFolder(
      caller.id,
      note?.slice(0, 500),
      replacing as number | undefined,
    );
    if (outcome.kind === 'refused') throw wrong(outcome.problems);
    await this.configuration.upToDate();
    return outcome.activation;
  }

  private async activateFolder(
    by: string,
    note: string | undefined,
    replacing: number | undefined,
  ): ReturnType<typeof activateFolder> {
    const { versions, unpackInto, known } = this.configuration;
    const root = this.settings.configurationRoot;
    try {
      return await activateFolder(versions, { root, unpackInto, by, note, replacing, known });
    } catch (error) {
      if (error instanceof MissingConfiguration) throw wrong(error.problems);
      if (error instanceof AnotherVersionActive) throw problem('another-version', { active: error.active });
      throw error;
    }
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

function wrong(problems: readonly ConfigurationProblem[]): ReturnType<typeof problem> {
  return problem('configuration-wrong', { problems: problems.slice(0, 1_000) });
}
