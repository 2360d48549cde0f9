import type { Provider, Type } from '@nestjs/common';
import type { Runtime } from '#libs/runtime';
import { Endpoints, Replays, Subscriptions, ToldBefore } from '#libs/webhooks';
import { EventsController } from './events.controller.js';
import { KnockLimit } from './knock-limit.js';
import { SubscriptionAccess } from './subscription-access.js';
import { WebhookActionsController } from './webhook-actions.controller.js';
import { WebhooksController } from './webhooks.controller.js';

export const webhookControllers: Type[] = [WebhooksController, WebhookActionsController, EventsController];

export function webhooks({ dataSource, secrets, audit, settings, configuration }: Runtime): Provider[] {
  const endpoints = new Endpoints(secrets, settings.outbound);
  const rights = () => configuration.current;
  return [
    { provide: Endpoints, useValue: endpoints },
    { provide: Subscriptions, useValue: new Subscriptions({ dataSource, secrets, audit, endpoints }) },
    {
      provide: Replays,
      useValue: new Replays(dataSource, audit, rights, settings.security.publicUrl),
    },
    { provide: ToldBefore, useValue: new ToldBefore(dataSource) },
    KnockLimit,
    SubscriptionAccess,
  ];
}
