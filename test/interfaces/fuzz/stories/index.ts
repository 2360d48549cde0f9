import type { FuzzedHub } from '../fuzzed-hub.js';
import { tellOfAgreements, tellOfTwoVersions } from './agreements.js';
import { tellOfBaseData, tellOfProposals, tellOfRepetitions, tellOfStatistics } from './base-data.js';
import { tellOfConformance } from './conformance.js';
import { tellOfDeliveries } from './deliveries.js';
import { tellOfDoors } from './doors.js';
import { tellOfMessages, tellOfOrders } from './messages.js';
import { tellOfOperations, tellOfTheFolder } from './operations.js';
import { tellOfPeople, tellOfSecrets } from './people.js';
import { tellOfSamples } from './samples.js';
import { tellOfWebhooks } from './webhooks.js';

/** Answers that only come after something else has happened. Those that change the configuration go one after the other. */
export async function tellStories(fuzzed: FuzzedHub): Promise<void> {
  const changing = async (): Promise<void> => {
    for (const tell of [
      tellOfTheFolder,
      tellOfAgreements,
      tellOfConformance,
      tellOfTwoVersions,
      tellOfProposals,
    ])
      await tell(fuzzed);
  };
  const others = [
    tellOfMessages,
    tellOfOrders,
    tellOfBaseData,
    tellOfRepetitions,
    tellOfStatistics,
    tellOfPeople,
    tellOfSecrets,
    tellOfDeliveries,
    tellOfWebhooks,
    tellOfSamples,
    tellOfDoors,
  ];
  await Promise.all([changing(), ...others.map((tell) => tell(fuzzed))]);
  await tellOfOperations(fuzzed);
}
