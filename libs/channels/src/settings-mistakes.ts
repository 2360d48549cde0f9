import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ChannelName } from '#libs/message';
import { declarations } from './registry.js';

const ajv = new Ajv2020({ allErrors: true, keywords: ['secret'] });
addFormats.default(ajv, ['uri']);
const compiled = new Map<ChannelName, ValidateFunction>();

/** What is wrong with the settings of a connection: JSON pointers and sentences; empty when they obey the channel's schema. */
export function settingsMistakes(channel: ChannelName, settings: object): { at: string; message: string }[] {
  const declaration = declarations[channel];
  if (declaration === undefined) return [{ at: '', message: `there is no channel "${channel}"` }];
  const obeys = compiled.get(channel) ?? ajv.compile(declaration.settingsSchema);
  compiled.set(channel, obeys);
  if (obeys(settings)) return [];
  return (obeys.errors ?? []).map(({ instancePath, message = '', params }) => ({
    at: instancePath,
    message: 'additionalProperty' in params ? `${message}: ${params.additionalProperty as string}` : message,
  }));
}
