import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AuditLog } from '#libs/audit';
import { CUSTOMER_QUERIES } from '#libs/customers';
import {
  AcknowledgementQueries,
  IntakeJournal,
  IntakeQueue,
  KeptMessages,
  MessageJournal,
  MessageQueries,
  Quarantine,
  QueueMessages,
} from '#libs/journal';
import { SecretStore } from '#libs/partners';
import { FollowConfiguration, Health, LiveConfiguration, type Runtime } from '#libs/runtime';
import { Telemetry } from '#libs/telemetry';
import { AuditController } from './security/audit.controller.js';
import { As2Controller } from './channels/as2/as2.controller.js';
import { as2Providers } from './channels/as2/as2.js';
import { AgreementChanges } from './agreements/agreement-changes.js';
import { AgreementsController } from './agreements/agreements.controller.js';
import { PartnersController } from './agreements/partners.controller.js';
import { QuarantineController } from './agreements/quarantine.controller.js';
import { BaseDataChangesController } from './base-data/base-data-changes.controller.js';
import { BaseDataController } from './base-data/base-data.controller.js';
import { CodeListUpdates } from './base-data/code-list-updates.js';
import { ProposalsController } from './base-data/proposals.controller.js';
import { CommonInterfaceController } from './channels/common-interface/common-interface.controller.js';
import { PickupService } from './channels/pickup/pickup.service.js';
import { sftpDropProviders } from './channels/sftp-drop/sftp-drop.js';
import { CustomersController } from './customers/customers.controller.js';
import { liveCustomerQueries } from './customers/live-customer-queries.js';
import { conformance, conformanceControllers } from './conformance/conformance.js';
import { conventions } from './conventions/conventions.js';
import { deliveryControllers } from './deliveries/deliveries.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { HealthController } from './health/health.controller.js';
import { IntakeConsumer } from './intake/intake.consumer.js';
import { IntakeController } from './intake/intake.controller.js';
import { IntakeService } from './intake/intake.service.js';
import { AcknowledgementsController } from './messages/acknowledgements.controller.js';
import { LineageService } from './messages/lineage.service.js';
import { MessagesController } from './messages/messages.controller.js';
import { ConfigurationChanges } from './operations/configuration-changes.js';
import { ConfigurationController } from './operations/configuration.controller.js';
import { PartnerHealthController } from './operations/partner-health.controller.js';
import { DoctorController } from './operations/doctor.controller.js';
import { QueuesController } from './operations/queues.controller.js';
import { StatisticsController } from './operations/statistics.controller.js';
import { UnknownCodesController } from './operations/unknown-codes.controller.js';
import { OrdersController } from './orders/orders.controller.js';
import { SubmitOrderController } from './orders/submit-order.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { OAuthController } from './security/oauth/oauth.controller.js';
import { peopleControllers, security } from './security/security.js';
import { IntakeTelemetry } from './telemetry/intake-telemetry.js';
import { MetricsController } from './telemetry/metrics.controller.js';
import { FreightController } from './statistics/freight.controller.js';
import { MonthlyReports } from './statistics/monthly-reports.js';
import { StatisticsReports } from './statistics/statistics-reports.js';
import { SETTINGS } from './tokens.js';
import { webhookControllers, webhooks } from './webhooks/webhooks.js';
import { TrackingController } from './tracking/tracking.controller.js';

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
        As2Controller,
        CommonInterfaceController,
        MessagesController,
        ...deliveryControllers,
        AcknowledgementsController,
        CustomersController,
        TrackingController,
        OrdersController,
        SubmitOrderController,
        // before the base data, whose paths with parameters would take theirs
        UnknownCodesController,
        BaseDataChangesController,
        ProposalsController,
        BaseDataController,
        QueuesController,
        StatisticsController,
        FreightController,
        PartnerHealthController,
        // behind the health of partners, whose path theirs would take
        PartnersController,
        AgreementsController,
        QuarantineController,
        MetricsController,
        ConfigurationController,
        DoctorController,
        AuditController,
        ...webhookControllers,
        ...conformanceControllers,
        OAuthController,
        ...peopleControllers,
      ],
      providers: [
        ...providersOf(runtime),
        IntakeService,
        StatisticsReports,
        MonthlyReports,
        CodeListUpdates,
        IntakeTelemetry,
        LineageService,
        ConfigurationChanges,
        AgreementChanges,
        { provide: FollowConfiguration, useFactory: () => new FollowConfiguration(runtime.follower) },
        ...security(runtime),
        ...as2Providers(runtime),
        PickupService,
        ...sftpDropProviders,
        { provide: APP_FILTER, useClass: ProblemFilter },
        ...conventions(runtime),
        ...webhooks(runtime),
        ...conformance(runtime),
      ],
    };
  }
}

function providersOf(runtime: Runtime): Provider[] {
  const { dataSource, configuration, settings, telemetry } = runtime;
  const journal = new IntakeJournal(dataSource);
  return [
    { provide: SETTINGS, useValue: settings },
    { provide: Telemetry, useValue: telemetry },
    { provide: Health, useValue: new Health(runtime, ['database']) },
    { provide: DataSource, useValue: dataSource },
    { provide: LiveConfiguration, useValue: configuration },
    { provide: IntakeJournal, useValue: journal },
    { provide: IntakeQueue, useValue: intakeQueue(journal, telemetry) },
    { provide: MessageJournal, useValue: new MessageJournal(dataSource) },
    { provide: MessageQueries, useValue: new MessageQueries(dataSource) },
    { provide: AcknowledgementQueries, useValue: new AcknowledgementQueries(dataSource) },
    { provide: KeptMessages, useValue: new KeptMessages(dataSource) },
    { provide: Quarantine, useValue: new Quarantine(dataSource) },
    { provide: QueueMessages, useValue: new QueueMessages(dataSource) },
    { provide: AuditLog, useValue: runtime.audit },
    { provide: SecretStore, useValue: runtime.secrets },
    { provide: CUSTOMER_QUERIES, useValue: liveCustomerQueries(dataSource.manager, configuration) },
  ];
}

function intakeQueue(journal: IntakeJournal, telemetry: Telemetry): IntakeQueue {
  const { metrics } = telemetry;
  const queue = new IntakeQueue(journal, undefined, ({ messages, waitMs, commitMs }) => {
    metrics.intakeGroupMessages.observe(messages);
    metrics.intakeGroupWait.observe(waitMs / 1_000);
    metrics.intakeCommitDuration.observe(commitMs / 1_000);
  });
  telemetry.beforeReading(async () => metrics.intakeWaitingBytes.set(queue.bytes));
  return queue;
}
