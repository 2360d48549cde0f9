import { Module, type DynamicModule } from '@nestjs/common';
import { AuditLog } from '#libs/audit';
import { IntakeJournal, MessageJournal, Suspects } from '#libs/journal';
import { Journeys, type EnginesSource } from '#libs/journey';
import { SecretStore } from '#libs/partners';
import { FollowConfiguration, type Runtime } from '#libs/runtime';
import { Telemetry } from '#libs/telemetry';
import { PUBLISHER } from '#libs/transport';
import { DeadLettersConsumer } from './dead-letters.consumer.js';
import { DispatchService } from './dispatch.service.js';
import { HousekeepingService } from './housekeeping.service.js';
import { RelayService } from './relay.service.js';
import { journeyEffects } from './journey-effects.js';
import { outcomeListeners } from './outcome-listeners.js';
import { refusedSignatures } from './refused-signatures.js';
import { StatisticsService } from './statistics.service.js';
import { SubscriptionsService } from './subscriptions.service.js';
import { JourneyTelemetry } from './telemetry/journey-telemetry.js';
import { WorkConsumer } from './work.consumer.js';

/** Runs the journey: takes work from the lanes, applies it to the store, and hands on what waits in the outbox. */
@Module({})
export class WorkerModule {
  static with(runtime: Runtime): DynamicModule {
    const subscriptions = new SubscriptionsService(runtime);
    const journal = new MessageJournal(
      runtime.dataSource,
      outcomeListeners(subscriptions.events, refusedSignatures(runtime.audit)),
    );
    const { configuration, telemetry } = runtime;
    const observer = new JourneyTelemetry(telemetry, configuration);
    const engines: EnginesSource = (number) =>
      number === undefined ? configuration.upToDate() : configuration.version(number);
    const journeys = new Journeys(journal, journeyEffects(configuration), engines, observer);
    telemetry.beforeReading(() => runtime.waiting.measure(telemetry.metrics));
    telemetry.beforeReading(() => runtime.late.measure(telemetry.metrics));
    return {
      module: WorkerModule,
      controllers: [WorkConsumer, DeadLettersConsumer],
      providers: [
        { provide: MessageJournal, useValue: journal },
        { provide: IntakeJournal, useValue: new IntakeJournal(runtime.dataSource) },
        { provide: Suspects, useValue: new Suspects(runtime.dataSource) },
        { provide: Journeys, useValue: journeys },
        { provide: JourneyTelemetry, useValue: observer },
        { provide: Telemetry, useValue: telemetry },
        {
          provide: StatisticsService,
          useFactory: () => new StatisticsService(runtime.dataSource, telemetry),
        },
        { provide: PUBLISHER, useValue: runtime.transport },
        { provide: AuditLog, useValue: runtime.audit },
        { provide: SecretStore, useValue: runtime.secrets },
        { provide: FollowConfiguration, useFactory: () => new FollowConfiguration(runtime.follower) },
        { provide: HousekeepingService, useFactory: () => new HousekeepingService(runtime) },
        { provide: SubscriptionsService, useValue: subscriptions },
        { provide: DispatchService, useFactory: () => new DispatchService(runtime) },
        { provide: RelayService, useFactory: () => new RelayService(runtime, journeys) },
      ],
    };
  }
}
