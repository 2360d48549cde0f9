import { Injectable } from '@nestjs/common';
import { as2 } from '#libs/channels';
import { SecretStore, secretsFor } from '#libs/partners';
import type { RoutingTable } from '#libs/routing';
import { LiveConfiguration } from '#libs/runtime';

/** An AS2 connection of a partner: a pair of names that transmissions go between. */
export interface Relation {
  readonly partner: string;
  readonly settings: as2.CompleteSettings;
}

/** Who stands behind a pair of AS2 names, and with which keys. */
@Injectable()
export class Relations {
  private readonly known = new WeakMap<RoutingTable, ReadonlyMap<string, Relation>>();

  constructor(
    private readonly configuration: LiveConfiguration,
    private readonly secrets: SecretStore,
  ) {}

  /** @param from the partner's name, @param to ours */
  between(from: string, to: string): Relation | undefined {
    const { routing } = this.configuration.current;
    const relations = this.known.get(routing) ?? relationsOf(routing);
    this.known.set(routing, relations);
    return relations.get(nameOf(from, to));
  }

  /** The first AS2 connection of a partner that is between these names. */
  ofPartner(partner: string, from: string, to: string): Relation | undefined {
    const relation = this.between(from, to);
    return relation?.partner === partner ? relation : undefined;
  }

  /** Those in use now. A key that cannot be read is as none: what needs it is then refused. */
  async keysOf({ partner, settings }: Relation): Promise<as2.Keys> {
    const identities = await secretsFor(this.secrets, partner, settings.identity);
    return as2.readKeys(identities, await this.secrets.active(partner, settings.certificate));
  }
}

function relationsOf({ partners }: RoutingTable): Map<string, Relation> {
  return new Map(
    partners.flatMap((partner) =>
      [...partner.connections.values()]
        .filter(({ channel }) => channel === 'as2')
        .map((connection): [string, Relation] => {
          const settings = as2.completeSettings(connection.settings as as2.As2Settings);
          return [nameOf(settings.as2To, settings.as2From), { partner: partner.id, settings }];
        }),
    ),
  );
}

function nameOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
