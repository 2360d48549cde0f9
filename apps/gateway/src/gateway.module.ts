import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CUSTOMER_QUERIES } from '#libs/customers';
import {
  IntakeJournal,
  IntakeQueue,
  MessageJournal,
  MessageQueries,
  Quarantine,
  QueueMessages,
} from '#libs/journal';
import { Credentials } from '#libs/partners';
import { FollowConfiguration, LiveConfiguration, type Runtime } from '#libs/runtime';
import { BaseDataController } from './base-data/base-data.controller.js';
import { CustomersController } from './customers/customers.controller.js';
import { liveCustomerQueries } from './customers/live-customer-queries.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { HealthController } from './health/health.controller.js';
import { IntakeConsumer } from './intake/intake.consumer.js';
import { IntakeController } from './intake/intake.controller.js';
import { IntakeService } from './intake/intake.service.js';
import { DeliveriesController } from './messages/deliveries.controller.js';
import { LineageService } from './messages/lineage.service.js';
import { MessagesController } from './messages/messages.controller.js';
import { ConfigurationController } from './operations/configuration.controller.js';
import { QueuesController } from './operations/queues.controller.js';
import { StatisticsController } from './operations/statistics.controller.js';
import { UnknownCodesController } from './operations/unknown-codes.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { ScopeGuard } from './security/scope.guard.js';
import { SETTINGS, TRANSPORT } from './tokens.js';

/** Takes messages in, over HTTP and from the intake queues, and serves the standard interfaces and the operations API. */
@Module({})
export class GatewayModule {
  static with(runtime: Runtime): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        HealthController,
        DocumentationController,
        IntakeController,
        IntakeConsumer,
        MessagesController,
        DeliveriesController,
        CustomersController,
        // before the base data, whose paths with parameters would take theirs
        UnknownCodesController,
        BaseDataController,
        QueuesController,
        StatisticsController,
        ConfigurationController,
      ],
      providers: [
        ...providersOf(runtime),
        IntakeService,
        LineageService,
        { provide: FollowConfiguration, useFactory: () => new FollowConfiguration(runtime.follower) },
        { provide: APP_GUARD, useClass: ScopeGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}

function providersOf({ dataSource, configuration, settings, transport }: Runtime): Provider[] {
  const journal = new IntakeJournal(dataSource);
  return [
    { provide: SETTINGS, useValue: settings },
    { provide: TRANSPORT, useValue: transport },
    { provide: DataSource, useValue: dataSource },
    { provide: LiveConfiguration, useValue: configuration },
    { provide: IntakeJournal, useValue: journal },
    { provide: IntakeQueue, useValue: new IntakeQueue(journal) },
    { provide: MessageJournal, useValue: new MessageJournal(dataSource) },
    { provide: MessageQueries, useValue: new MessageQueries(dataSource) },
    { provide: Quarantine, useValue: new Quarantine(dataSource) },
    { provide: QueueMessages, useValue: new QueueMessages(dataSource) },
    { provide: Credentials, useValue: new Credentials(dataSource) },
    { provide: CUSTOMER_QUERIES, useValue: liveCustomerQueries(dataSource.manager, configuration) },
  ];
}
