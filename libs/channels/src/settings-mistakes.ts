import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ChannelName } from '#libs/message';
import { declarations } from './registry.js';

const ajv = new Ajv2020({ allErrors: true, verbose: true, keywords: ['secret'] });
addFormats.default(ajv, ['uri']);
const compiled = new Map<ChannelName, ValidateFunction>();

/** What the channel's schema says against the settings of a connection; undefined when there is no such channel. */
export function settingsErrors(channel: ChannelName, settings: object): readonly ErrorObject[] | undefined {
  const declaration = declarations[channel];
  if (declaration === undefined) return undefined;
  const obeys = compiled.get(channel) ?? ajv.compile(declaration.settingsSchema);
  compiled.set(channel, obeys);
  return obeys(settings) ? [] : (obeys.errors ?? []);
}

/** The same as JSON pointers and sentences; empty when the settings obey the channel's schema. */
export function settingsMistakes(channel: ChannelName, settings: object): { at: string; message: string }[] {
  const errors = settingsErrors(channel, settings);
  if (errors === undefined) return [{ at: '', message: `there is no channel "${channel}"` }];
  return errors.map(({ instancePath, message = '', params }) => ({
    at: instancePath,
    message: 'additionalProperty' in params ? `${message}: ${params.additionalProperty as string}` : message,
  }));
}
