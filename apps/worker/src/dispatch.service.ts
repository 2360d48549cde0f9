import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { anyOf, configuredDestination, Dispatcher, readDestinations } from '#libs/deliveries';
import { deliveriesChannel } from '#libs/journal';
import { secretsFor } from '#libs/partners';
import { DatabaseListener, type Runtime } from '#libs/runtime';
import { webhookDestinations } from '#libs/webhooks';
import { DestinationTelemetry } from './telemetry/destination-telemetry.js';

/** Runs the dispatcher of deliveries in this worker, called when something is queued. */
export class DispatchService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(DispatchService.name);
  private readonly dispatcher: Dispatcher;
  private readonly listener: DatabaseListener;

  constructor(runtime: Runtime) {
    const { configuration, dataSource, secrets, settings, telemetry } = runtime;
    const watch = new DestinationTelemetry(telemetry.metrics, configuration, () =>
      readDestinations(dataSource),
    );
    telemetry.beforeReading(() => watch.measure());
    const report = (error: unknown): void =>
      this.logger.warn(error instanceof Error ? error.message : String(error));
    this.dispatcher = new Dispatcher({
      dataSource,
      resolve: anyOf(
        (destination) => configuredDestination(configuration.current.routing, destination),
        webhookDestinations(dataSource),
      ),
      secrets: (partner, name) => secretsFor(secrets, partner, name),
      outbound: settings.outbound,
      report,
      ended: (destination, end) => watch.ended(destination, end),
    });
    this.listener = new DatabaseListener(settings.databaseUrl, report);
    this.listener.on(deliveriesChannel, () => this.dispatcher.call());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.open();
    this.dispatcher.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.dispatcher.stop();
    await this.listener.close();
  }
}
