import { describe, expect, it } from '@jest/globals';
import { loadRouting } from '#libs/routing';
import { configuredDestination } from './index.js';

const file = `
partner: port
name: { zh: 港, en: Port }
channels: [rest]
acknowledgement: { connection: drop }
connections:
  drop:
    channel: file
    settings: { folder: /out, fileName: "{destination}-{delivery}.{extension}" }
  plain:
    channel: file
    settings: { folder: /out }
`;
const { table } = loadRouting([{ file: 'agreements/port.yaml', text: file }], () => []);

describe('a destination of the configuration', () => {
  it('has the file names of its connection', () => {
    expect(configuredDestination(table, 'port.acknowledgements')).toMatchObject({
      channel: { name: 'file' },
      fileName: '{destination}-{delivery}.{extension}',
    });
  });

  it('is none when nobody knows it', () => {
    expect(configuredDestination(table, 'elsewhere.acknowledgements')).toBeUndefined();
  });
});
