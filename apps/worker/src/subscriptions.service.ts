import { Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DatabaseListener, type Runtime } from '#libs/runtime';
import { SubscriptionIndex, subscriptionsChannel, WebhookEvents } from '#libs/webhooks';

const lookEveryMs = 30_000;

/** What the worker knows of webhook subscriptions, and the events that it makes for them. */
export class SubscriptionsService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly events: WebhookEvents;
  private readonly index: SubscriptionIndex;
  private readonly listener: DatabaseListener;
  private timer: NodeJS.Timeout | undefined;

  constructor({ dataSource, configuration, settings }: Runtime) {
    const logger = new Logger(SubscriptionsService.name);
    this.index = new SubscriptionIndex(dataSource);
    this.events = new WebhookEvents(this.index, () => configuration.current, settings.security.publicUrl);
    this.listener = new DatabaseListener(settings.databaseUrl, (error) =>
      logger.warn(error instanceof Error ? error.message : String(error)),
    );
    this.listener.on(subscriptionsChannel, () => this.index.refresh());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.open();
    this.timer = setInterval(() => this.index.refresh(), lookEveryMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.listener.close();
  }
}
