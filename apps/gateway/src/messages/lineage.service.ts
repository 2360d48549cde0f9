import { Injectable } from '@nestjs/common';
import { explainCanonicals } from '#libs/journey';
import { compileMapping, type Mapping } from '#libs/mapping';
import { MessageJournal, MessageQueries, type MessageJourney } from '#libs/journal';
import { LiveConfiguration } from '#libs/runtime';

/**
 * Where the values of a canonical message came from. Lineage is not stored: the bytes and the exact version of the
 * mapping are, and running it again gives the same result with its lineage.
 */
@Injectable()
export class LineageService {
  constructor(
    private readonly journal: MessageJournal,
    private readonly queries: MessageQueries,
    private readonly configuration: LiveConfiguration,
  ) {}

  /** By ordinal of the canonical message. */
  async of(journey: MessageJourney): Promise<ReadonlyMap<number, readonly object[]>> {
    if (journey.canonicals.length === 0) return new Map();
    const message = await this.journal.read(journey.message.id);
    if (message === undefined) return new Map();
    const mappings = new Map<string, Mapping>();
    for (const { mapping, mappingVersion } of journey.canonicals) {
      const found = await this.mapping(mapping, mappingVersion);
      if (found !== undefined) mappings.set(mapping, found);
    }
    return explainCanonicals(message, this.configuration.current, (name) => mappings.get(name));
  }

  private async mapping(name: string, version: string): Promise<Mapping | undefined> {
    const active = this.configuration.current.mapping(name);
    if (active?.version === version) return active;
    const text = await this.queries.mappingText(name, version);
    return text === undefined ? undefined : compileMapping(text, { file: `mappings/${name}.yaml` }).mapping;
  }
}
