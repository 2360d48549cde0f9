import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { LaneLayout, Outbox, outboxChannel } from '#libs/journal';
import type { Journeys } from '#libs/journey';
import { DatabaseListener, SingleOwner, type Runtime } from '#libs/runtime';
import { OutboxRelay } from './outbox-relay.js';
import { HandoverTelemetry } from './telemetry/handover-telemetry.js';

const askAgainMs = 500;

/**
 * Runs the outbox relay in one worker of all. When the worker is to stop, it ends the flow from its source: batches stop at
 * their next commit, the relay hands over nothing new, and the transport gives back what no handler has finished.
 */
export class RelayService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(RelayService.name);
  private readonly relay: OutboxRelay;
  private readonly owner: SingleOwner;
  private readonly listener: DatabaseListener;
  private owns = false;

  constructor(
    private readonly runtime: Runtime,
    private readonly journeys: Journeys,
  ) {
    const { configuration, dataSource, settings, telemetry, transport } = runtime;
    const { relayActive } = telemetry.metrics;
    relayActive.set(0);
    const report = (error: unknown): void => this.report(error);
    const outbox = new Outbox(dataSource, settings.lanes);
    const observer = new HandoverTelemetry(telemetry, configuration);
    this.relay = new OutboxRelay(outbox, transport, report, {}, observer);
    this.owner = new SingleOwner(settings.databaseUrl, 'bianzu-relay', {
      gained: () => {
        relayActive.set(1);
        this.owns = true;
        void this.start();
      },
      lost: () => {
        relayActive.set(0);
        this.owns = false;
        void this.relay.stop();
      },
      report,
    });
    this.listener = new DatabaseListener(settings.databaseUrl, report);
    this.listener.on(outboxChannel, () => this.relay.call());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.open();
    this.owner.open();
  }

  private report(error: unknown): void {
    this.logger.warn(error instanceof Error ? error.message : String(error));
  }

  /** Never rejects. With another number of lanes than before, the relay waits until those of before are empty. */
  private async start(): Promise<void> {
    const { dataSource, settings } = this.runtime;
    const layout = new LaneLayout(dataSource);
    while (this.owns) {
      try {
        if (await layout.change(settings.lanes)) break;
        this.logger.log(`waits for the messages that are under way in ${await layout.lanes()} lanes`);
      } catch (error) {
        this.report(error);
      }
      await delay(askAgainMs);
    }
    if (this.owns) this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.owns = false;
    this.journeys.stop();
    const handedOver = this.relay.stop();
    await this.runtime.transport.close();
    await handedOver;
    await this.owner.close();
    await this.listener.close();
  }
}
