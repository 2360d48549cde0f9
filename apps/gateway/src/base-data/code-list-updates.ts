import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { join } from 'node:path';
import { loadCodeLists, type CodeEntry, type CodeTables } from '#libs/base-data';
import { changesBetween, unpackConfiguration } from '#libs/configuration';
import { CodeListFeed, type CodeListChange, type UntoldActivation } from '#libs/interfaces';
import { LiveConfiguration } from '#libs/runtime';
import { IntakeService } from '../intake/intake.service.js';
import { listChanges } from './list-changes.js';

const entriesPerMessage = 5_000;
const ourselves = 'bianzu';

/**
 * Tells what changed in the code lists when another configuration became active: in the change feed, and as canonical
 * CodeListUpdate messages, which travel like everybody's. Messages go first, under ids that follow from the activation:
 * whoever dies between the two, the next one sends the same again, and it counts once.
 */
@Injectable()
export class CodeListUpdates implements OnApplicationBootstrap {
  private readonly logger = new Logger(CodeListUpdates.name);
  private telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly feed: CodeListFeed,
    private readonly configuration: LiveConfiguration,
    private readonly intake: IntakeService,
  ) {}

  onApplicationBootstrap(): void {
    this.configuration.onChange(() => void this.tellAll());
    void this.tellAll();
  }

  /** Never rejects: a failure is told, and what was not done is done at the next change or question. */
  tellAll(): Promise<void> {
    this.telling = this.telling.then(async () => {
      try {
        for (const activation of await this.feed.untold()) await this.tell(activation);
      } catch (error) {
        this.logger.warn(`changes of code lists are not told: ${(error as Error).message}`);
      }
    });
    return this.telling;
  }

  private async tell(activation: UntoldActivation): Promise<void> {
    const changes = await this.changesBy(activation);
    for (const list of new Set(changes.map((change) => change.list))) {
      const ofList = changes.filter((change) => change.list === list);
      for (let from = 0; from < ofList.length; from += entriesPerMessage)
        await this.send(list, from, ofList.slice(from, from + entriesPerMessage), activation);
    }
    await this.feed.tell(activation, changes);
  }

  private async changesBy({ number, before }: UntoldActivation): Promise<CodeListChange[]> {
    const { versions } = this.configuration;
    const [was, is] = await Promise.all([versions.files(before), versions.files(number)]);
    const { added, changed, removed } = changesBetween(was, is);
    const places = [...added, ...changed, ...removed];
    if (!places.some((place) => place.startsWith('code-lists/'))) return [];
    const listsOf = (files: typeof was): CodeTables =>
      loadCodeLists(join(unpackConfiguration(this.configuration.unpackInto, files), 'code-lists')).lists;
    return listChanges(listsOf(was), listsOf(is));
  }

  private async send(
    list: string,
    from: number,
    changes: readonly CodeListChange[],
    { id, number, before, activatedAt }: UntoldActivation,
  ): Promise<void> {
    const documentId = `code-list-${list}-${id}-${from}`;
    const message = {
      documentId,
      issuedAt: activatedAt,
      senderSystem: ourselves,
      list,
      version: String(number),
      previousVersion: String(before),
      effectiveFrom: activatedAt.slice(0, 10),
      entries: changes.map(entryOf),
    };
    await this.intake.take({
      head: Buffer.from(JSON.stringify(message)),
      arrival: {
        sender: ourselves,
        channel: 'rest',
        contentType: 'application/json',
        fileName: 'code-list-update.1.json',
        idempotencyKey: documentId,
      },
    });
  }
}

function entryOf({ code, change, entry }: CodeListChange): object {
  const { zh, en, validFrom, validTo, attributes = {} } = (entry ?? {}) as Partial<CodeEntry>;
  const named = Object.entries(attributes)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ({ name: name.replaceAll('_', '-'), value }));
  return { change, code, zh, en, validFrom, validTo, ...(named.length === 0 ? {} : { attributes: named }) };
}
