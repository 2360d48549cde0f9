import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  configurationFiles,
  MissingConfiguration,
  readConfigurationFiles,
  type ConfigurationFiles,
} from '#libs/configuration';
import type { ConfigurationProblem } from '#libs/message';
import type { Principal } from '#libs/partners';
import {
  activateFiles,
  AnotherVersionActive,
  conformanceReports,
  LiveConfiguration,
  mistakesIn,
  NoSuchVersion,
  rollBack,
  type Activation,
  type ActivationOutcome,
  type ActivationTerms,
  type Settings,
} from '#libs/runtime';
import { problem } from '../problem.js';
import { SETTINGS } from '../tokens.js';

/** What a caller may say of a change. */
export interface ChangeTerms {
  readonly note?: string;
  readonly replacing?: number;
  /** Why agreements may go live without a report that says conformant; needs an operator or an administrator. */
  readonly overrideConformance?: string;
}

/** Every change of the configuration over HTTP: checked as a whole, active everywhere or nowhere, and in the audit log. */
@Injectable()
export class ConfigurationChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly configuration: LiveConfiguration,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** The files beside this process. @throws problem `configuration-wrong` when there are none */
  folder(): ConfigurationFiles {
    return told(() => readConfigurationFiles(this.settings.configurationRoot));
  }

  /** @throws problem `configuration-wrong` when these could not become active for mistakes in them */
  async demandSound(files: ConfigurationFiles): Promise<void> {
    const problems = await mistakesIn(files, this.configuration);
    if (problems.length > 0) throw wrong(problems);
  }

  /** The files of the active version, and its number. */
  async running(): Promise<{ readonly active: Activation; readonly files: ConfigurationFiles }> {
    const { versions } = this.configuration;
    const active = await versions.active();
    if (active === undefined) throw new Error('no version of the configuration is active');
    return { active, files: await versions.files(active.number) };
  }

  /** @throws problem */
  activate(files: ConfigurationFiles, caller: Principal, terms: ChangeTerms): Promise<Activation> {
    return this.changed(caller, terms, (all) => activateFiles(this.configuration.versions, files, all));
  }

  /** The running files with one of them in another wording. @throws problem */
  async put(place: string, text: string, caller: Principal, terms: ChangeTerms): Promise<Activation> {
    const { active, files } = await this.running();
    const bytes = Buffer.from(text);
    const file = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
    const changed = configurationFiles(new Map([...files.files, [place, file]]));
    return this.activate(changed, caller, { replacing: active.number, ...terms });
  }

  /** @throws problem */
  rollBack(to: number | undefined, caller: Principal, terms: ChangeTerms): Promise<Activation> {
    return this.changed(caller, terms, (all) => rollBack(this.configuration.versions, to, all));
  }

  private async changed(
    caller: Principal,
    { note, replacing, overrideConformance }: ChangeTerms,
    change: (terms: ActivationTerms) => Promise<ActivationOutcome>,
  ): Promise<Activation> {
    if (overrideConformance !== undefined && !mayOverride(caller)) throw problem('forbidden');
    const { unpackInto, known } = this.configuration;
    const conformance = conformanceReports(this.dataSource);
    const said = { note, replacing, overrideConformance };
    const outcome = await change({ unpackInto, known, conformance, by: caller.id, ...said }).catch(asProblem);
    if (outcome.kind === 'refused') throw wrong(outcome.problems);
    if (outcome.kind === 'unproven') throw problem('conformance-missing', { agreements: outcome.agreements });
    await this.configuration.upToDate();
    return outcome.activation;
  }
}

/** Operators and administrators answer for what they do; a program's token is as good as its owner. */
function mayOverride({ kind, roles }: Principal): boolean {
  return kind === 'system' || roles.includes('operator') || roles.includes('administrator');
}

function asProblem(error: unknown): never {
  if (error instanceof AnotherVersionActive) throw problem('another-version', { active: error.active });
  if (error instanceof NoSuchVersion) throw problem('not-found', { version: error.number });
  throw error;
}

function told<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw error instanceof MissingConfiguration ? wrong(error.problems) : error;
  }
}

function wrong(problems: readonly ConfigurationProblem[]): ReturnType<typeof problem> {
  return problem('configuration-wrong', { problems: problems.slice(0, 1_000) });
}
