import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { SecretStore } from '#libs/partners';
import { LiveConfiguration, SingleOwner, type Settings } from '#libs/runtime';
import { IntakeService } from '../../intake/intake.service.js';
import { SETTINGS } from '../../tokens.js';
import { pickUp, type PickupTerms, type Sightings } from './pick-up.js';
import { placesOf, type Place } from './places.js';

/** How often the configuration is looked at for folders that are due. */
const lookEveryMs = 500;
const usualSeconds = { every: 60, settled: 10 };

/** Fetches what partners lay down on their own SFTP servers or in folders: one gateway of all does it, and another when that one is gone. */
@Injectable()
export class PickupService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(PickupService.name);
  private readonly owner: SingleOwner;
  private readonly seen = new Map<string, Sightings>();
  private readonly dueMs = new Map<string, number>();
  private readonly underWay = new Map<string, Promise<void>>();
  private stop = new AbortController();

  constructor(
    private readonly intake: IntakeService,
    private readonly configuration: LiveConfiguration,
    private readonly secrets: SecretStore,
    @Inject(SETTINGS) private readonly settings: Settings & { readonly databaseUrl: string },
  ) {
    this.owner = new SingleOwner(settings.databaseUrl, 'bianzu-pickup', {
      gained: () => void this.run(),
      lost: () => this.stop.abort(),
      report: (error) => this.report('pickup', error),
    });
  }

  onApplicationBootstrap(): void {
    this.owner.open();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.owner.close();
    await Promise.all(this.underWay.values());
  }

  /** Never rejects. */
  private async run(): Promise<void> {
    this.stop = new AbortController();
    const { signal } = this.stop;
    while (!signal.aborted) {
      for (const place of placesOf(this.configuration.current.routing)) this.lookWhenDue(place, signal);
      await delay(lookEveryMs, undefined, { signal }).catch(() => undefined);
    }
  }

  private lookWhenDue(place: Place, signal: AbortSignal): void {
    const { connection, pickup } = place;
    if (this.underWay.has(connection) || (this.dueMs.get(connection) ?? 0) > performance.now()) return;
    const everyMs = (pickup.everySeconds ?? usualSeconds.every) * 1_000;
    const look = this.look(place, signal)
      .catch((error: unknown) => this.report(connection, error))
      .finally(() => {
        this.underWay.delete(connection);
        this.dueMs.set(connection, performance.now() + everyMs);
      });
    this.underWay.set(connection, look);
  }

  private async look(place: Place, signal: AbortSignal): Promise<void> {
    const { partner, connection, channel, pickup } = place;
    const secrets = (name: string): Promise<readonly Buffer[]> => this.secrets.active(partner, name);
    const folder = await place.open({ secrets, signal, outbound: this.settings.outbound });
    const seen = this.seen.get(connection) ?? (new Map() as Sightings);
    this.seen.set(connection, seen);
    try {
      const terms: PickupTerms = {
        partner,
        connection,
        channel,
        settledSeconds: pickup.settledSeconds ?? usualSeconds.settled,
        maxBytes: this.settings.maxBodyBytes,
        take: (incoming) => this.intake.take(incoming),
        refused: ({ name }, error) => this.report(`${connection}: ${name}`, error),
      };
      await pickUp(folder, terms, seen);
    } finally {
      folder.close();
    }
  }

  private report(what: string, error: unknown): void {
    if (!this.stop.signal.aborted)
      this.logger.warn(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
