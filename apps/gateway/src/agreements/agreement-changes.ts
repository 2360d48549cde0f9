import { Injectable } from '@nestjs/common';
import { agreementName, fileWithState } from '#libs/configuration';
import type { Principal } from '#libs/partners';
import type { Agreement, AgreementState, Destination } from '#libs/routing';
import { LiveConfiguration, type Activation } from '#libs/runtime';
import { ConfigurationChanges, type ChangeTerms } from '../operations/configuration-changes.js';
import { problem } from '../problem.js';
import { agreementsOf } from './agreement-views.js';

type Either = Agreement | Destination;

/** What an agreement may become. An ended one stays so: there is a next version. */
const possible: Readonly<Record<AgreementState, readonly AgreementState[]>> = {
  draft: ['test', 'live', 'ended'],
  test: ['draft', 'live', 'ended'],
  live: ['suspended', 'ended'],
  suspended: ['live', 'ended'],
  ended: [],
};

/** States of agreements: each change is one word in the file in which the agreement stands, and that is activated. */
@Injectable()
export class AgreementChanges {
  constructor(
    private readonly configuration: LiveConfiguration,
    private readonly changes: ConfigurationChanges,
  ) {}

  async all(): Promise<Either[]> {
    const { routing } = await this.configuration.upToDate();
    return routing.partners.flatMap((partner) => agreementsOf(routing, partner));
  }

  /** By the name that it has in addresses. */
  async named(name: string, direction?: Either['direction']): Promise<Either | undefined> {
    return (await this.all()).find(
      (one) => agreementName(one) === name && (direction ?? one.direction) === one.direction,
    );
  }

  /** @throws problem `state-impossible`, `conformance-missing` */
  async setState(
    agreement: Either,
    to: AgreementState,
    caller: Principal,
    terms: ChangeTerms,
  ): Promise<Activation> {
    const { state: from } = agreement;
    if (from !== to && !possible[from].includes(to))
      throw problem('state-impossible', { from, possible: possible[from] });
    const { active, files } = await this.changes.running();
    const changed = fileWithState(files, agreement, to);
    if (changed === undefined) throw problem('not-found');
    const note = terms.note ?? `${agreementName(agreement)}: ${from} -> ${to}`;
    const all = { replacing: active.number, ...terms, note };
    return from === to ? active : this.changes.put(changed.place, changed.text, caller, all);
  }
}
