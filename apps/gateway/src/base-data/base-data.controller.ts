import { Controller, Get, Param, Query } from '@nestjs/common';
import type { CodeEntry } from '#libs/base-data';
import { LiveConfiguration } from '#libs/runtime';
import { problem } from '../problem.js';
import { NarrowsToPartners, Needs } from '../security/scope.js';

const isoDate = /^\d{4}-\d{2}-\d{2}$/;

/** The code lists as they are in force. Lists are whole and small; an ETag spares reading one again. */
@Controller('v1/base-data')
@Needs('base-data', 'messages:read', 'operations')
@NarrowsToPartners()
export class BaseDataController {
  constructor(private readonly configuration: LiveConfiguration) {}

  @Get()
  async lists(): Promise<{ lists: { name: string; entries: number }[] }> {
    const { codeLists } = await this.configuration.upToDate();
    return { lists: codeLists.names().map((name) => ({ name, entries: codeLists.entries(name).length })) };
  }

  /** All entries of a list; `at=yyyy-mm-dd` for another day than today. */
  @Get(':list')
  async list(
    @Param('list') list: string,
    @Query('at') at?: string,
  ): Promise<{ list: string; at: string | null; entries: CodeEntry[] }> {
    const { codeLists } = await this.configuration.upToDate();
    if (!codeLists.hasList(list)) throw problem('not-found');
    return { list, at: at ?? null, entries: codeLists.entries(list, readDate(at)) };
  }

  @Get(':list/:code')
  async entry(
    @Param('list') list: string,
    @Param('code') code: string,
    @Query('at') at?: string,
  ): Promise<CodeEntry> {
    const { codeLists } = await this.configuration.upToDate();
    const entry = codeLists.find(list, code, readDate(at));
    if (entry === undefined) throw problem('not-found');
    return entry;
  }

  /** The standard code for a system's own code. */
  @Get(':list/cross-references/:system/:code')
  async crossReference(
    @Param() { list, system, code }: { list: string; system: string; code: string },
    @Query('at') at?: string,
  ): Promise<{ list: string; system: string; localCode: string; standardCode: string }> {
    const { codeLists } = await this.configuration.upToDate();
    const standardCode = codeLists.toStandard(list, system, code, readDate(at));
    if (standardCode === undefined) throw problem('not-found');
    return { list, system, localCode: code, standardCode };
  }
}

function readDate(at: string | undefined): string | undefined {
  if (at === undefined) return undefined;
  if (!isoDate.test(at) || Number.isNaN(Date.parse(at))) throw problem('bad-request', { parameter: 'at' });
  return at;
}
