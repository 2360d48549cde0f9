import { configurationFolder, type ConfigurationFolder } from './configuration-folder.js';

/** What a test agrees with its EDI partner; each is the text of that key in the part `edi`. */
export interface EdiTermsText {
  readonly batch?: string;
  readonly acknowledge?: string;
  readonly test?: string;
  readonly tolerance?: string;
}

const defaults = {
  acknowledge: "{ edifact: { contrl: always, aperak: never }, x12: { ta1: always, functional: '997' } }",
};

/** The example configuration with one partner more, `forwarder-edi`, who speaks EDIFACT and X12 on these terms. */
export function ediConfiguration(
  terms: EdiTermsText = {},
  agreements: readonly string[] = [iftminAgreement()],
): ConfigurationFolder {
  const folder = configurationFolder();
  folder.write('forwarder-edi.yaml', partnerFile({ ...defaults, ...terms }, agreements));
  return folder;
}

function partnerFile(terms: EdiTermsText, agreements: readonly string[]): string {
  const given = Object.entries(terms).map(([key, text]) => `  ${key}: ${text}\n`);
  return `partner: forwarder-edi
name: { zh: 货代, en: Forwarder }
channels: [rest, amqp]
edi:
  identities: [{ id: FORWARDER-EDI, qualifier: ZZZ }]
  own: { id: BIANZU-RAIL, qualifier: ZZZ }
${given.join('')}agreements:
${agreements.join('')}`;
}

/** @param more further members, as YAML in one line */
export function iftminAgreement(more = ''): string {
  return `  - { id: iftmin, version: 1, recognise: { format: edifact, message: IFTMIN, directory: D.00B },
      schema: edifact/d00b/IFTMIN, mappings: [forwarder-edi/iftmin-to-transport-order],
      reference: [BGM/C106/1004]${more === '' ? '' : `, ${more}`} }\n`;
}
