import { Injectable } from '@nestjs/common';
import { acknowledgementsTo } from '#libs/journal';
import { allowsEveryType, allowsType, type Principal } from '#libs/partners';
import { LiveConfiguration } from '#libs/runtime';

/** Which types of messages a caller may fetch, by the scopes `messages:receive:<type>`. */
@Injectable()
export class ReceivingRights {
  constructor(private readonly configuration: LiveConfiguration) {}

  /** Of these destinations those whose messages the caller may fetch; acknowledgements are for everybody who fetches. */
  among({ id, scopes }: Principal, destinations: readonly string[]): string[] {
    if (scopes.includes('operations') || allowsEveryType(scopes, 'receive')) return [...destinations];
    return destinations.filter((destination) => {
      if (destination === acknowledgementsTo(id)) return true;
      const type = this.typeOf(destination);
      return type !== undefined && allowsType(scopes, 'receive', type);
    });
  }

  /** Canonical type of what goes to a destination: that from which its mapping starts. */
  private typeOf(destination: string): string | undefined {
    const { current } = this.configuration;
    // the one that changes nothing is among the mappings
    const used = current.mapping(current.routing.destination(destination)?.mapping ?? '');
    return used?.from.schema?.split('/')[1];
  }
}
