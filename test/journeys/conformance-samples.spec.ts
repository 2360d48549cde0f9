import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { agreementName, loadConfiguration, type Configuration } from '#libs/configuration';
import {
  evidenceOf,
  followScenario,
  Rehearsal,
  scenariosFor,
  testMessage,
  type Evidence,
} from '#libs/conformance';
import type { Agreement } from '#libs/routing';

const folder = 'schemas/conformance/samples';

describe('the scenarios of the example configuration', () => {
  let configuration: Configuration;
  let agreements: Agreement[];

  beforeAll(() => {
    configuration = loadConfiguration('.', { withSchemasUnread: true });
    agreements = configuration.routing.partners.flatMap((partner) => partner.agreements);
  });

  const scenariosOf = (agreement: Agreement): string[] =>
    scenariosFor(configuration.scenarios, agreement).map(({ id }) => id);

  it('have one for every kind of message that a partner outside or a source sends', () => {
    const general = agreements.filter((agreement) => scenariosOf(agreement).includes('any-sender'));
    // what the hub tells itself, and answers of a railway
    const answers = ['railway-taf.receipt-confirmation.1', 'railway-taf.error.1'];
    const rest = general.filter(({ partner }) => partner !== 'bianzu').map(agreementName);
    expect(rest.filter((name) => !answers.includes(name))).toEqual([]);
    const receivers = configuration.routing.destinations.map((one) =>
      scenariosFor(configuration.scenarios, one).map(({ id }) => id),
    );
    expect(receivers.filter(([id]) => id === 'any-receiver')).toEqual([]);
  });

  it('of senders are each shown by their samples', async () => {
    const shown = readdirSync(folder);
    const all = configuration.scenarios.filter(
      ({ role, applies }) => role === 'sender' && applies.otherwise !== true,
    );
    expect(all.map(({ id }) => id).sort()).toEqual(shown.sort());
    for (const scenario of all) {
      const fitting = agreements.filter((one) => scenariosOf(one).includes(scenario.id));
      const verdicts: string[] = [];
      // they are of one of the versions and forms that it is for
      for (const agreement of fitting)
        if (!verdicts.includes('conformant')) verdicts.push(await verdictOn(scenario, agreement));
      expect([scenario.id, verdicts]).toEqual([scenario.id, expect.arrayContaining(['conformant'])]);
    }
  });

  const verdictOn = async (
    scenario: Configuration['scenarios'][number],
    agreement: Agreement,
  ): Promise<string> => {
    const { partner } = agreement;
    const rehearsal = new Rehearsal(configuration, { partner, withDrafts: true, inTest: true, agreement });
    const evidence: Evidence[] = [];
    for (const fileName of readdirSync(join(folder, scenario.id)).sort()) {
      const bytes = readFileSync(join(folder, scenario.id, fileName));
      evidence.push(evidenceOf(fileName, await rehearsal.examine({ bytes, fileName }), ''));
    }
    return followScenario(scenario, evidence).verdict;
  };

  it('of receivers can each be sent by every agreement that they are for, right and wrong', () => {
    for (const destination of configuration.routing.destinations) {
      for (const { id, steps } of scenariosFor(configuration.scenarios, destination)) {
        const texts = steps.map(({ id: step, send = {} }) => {
          const { message, issues } = testMessage(configuration, destination, send, 'CS2026031500000001001');
          const [outgoing] = message?.outcome.outgoing ?? [];
          expect([destination.id, id, step, issues, outgoing?.destination.isTest]).toEqual([
            ...[destination.id, id, step],
            ...[expect.not.arrayContaining([expect.objectContaining({ severity: 'error' })]), true],
          ]);
          return JSON.stringify(
            outgoing?.interchange?.messages ?? Buffer.from(outgoing!.bytes!).toString('latin1'),
            (key, value: unknown) => (key === 'parent' ? undefined : value),
          );
        });
        expect(texts[1]!.length).toBeLessThan(texts[0]!.length);
        expect(texts[2]!.length).toBe(texts[0]!.length);
      }
    }
  });
});
