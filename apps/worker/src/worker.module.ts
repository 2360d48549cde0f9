import { Module, type DynamicModule } from '@nestjs/common';
import { createCustomerStore, loadRecordDefinitions } from '#libs/customers';
import { IntakeJournal, JournalUnitOfWork, MessageJournal } from '#libs/journal';
import { Journeys, type EffectStore } from '#libs/journey';
import type { Runtime } from '#libs/runtime';
import { Telemetry } from '#libs/telemetry';
import { join } from 'node:path';
import { DeadLettersConsumer } from './dead-letters.consumer.js';
import { RelayService } from './relay.service.js';
import { JourneyTelemetry } from './telemetry/journey-telemetry.js';
import { WorkConsumer } from './work.consumer.js';

/** Runs the journey: takes work from the lanes, applies it to the store, and hands on what waits in the outbox. */
@Module({})
export class WorkerModule {
  static with(runtime: Runtime): DynamicModule {
    const journal = new MessageJournal(runtime.dataSource);
    const { configuration, telemetry } = runtime;
    const observer = new JourneyTelemetry(telemetry, configuration);
    const engines = () => configuration.upToDate();
    const journeys = new Journeys(journal, effectStore(runtime), engines, observer);
    telemetry.beforeReading(() => runtime.waiting.measure(telemetry.metrics));
    return {
      module: WorkerModule,
      controllers: [WorkConsumer, DeadLettersConsumer],
      providers: [
        { provide: MessageJournal, useValue: journal },
        { provide: IntakeJournal, useValue: new IntakeJournal(runtime.dataSource) },
        { provide: Journeys, useValue: journeys },
        { provide: JourneyTelemetry, useValue: observer },
        { provide: Telemetry, useValue: telemetry },
        { provide: RelayService, useFactory: () => new RelayService(runtime, journeys) },
      ],
    };
  }
}

/** The customer store writes in the transaction of the journal's unit of work. */
function effectStore({ settings }: Runtime): EffectStore {
  const { definitions, problems } = loadRecordDefinitions(join(settings.configurationRoot, 'schemas'));
  if (problems.length > 0) throw new Error(`the canonical schemas are wrong: ${problems[0]!.message.en}`);
  const store = createCustomerStore({ definitions });
  return {
    apply: (unit, effects) => store.apply((unit as JournalUnitOfWork).manager, effects),
  };
}
