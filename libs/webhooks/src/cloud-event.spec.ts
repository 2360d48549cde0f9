import { describe, expect, it } from '@jest/globals';
import { cloudEvent, eventUrl, mostDataBytes, wholeCloudEvent } from './cloud-event.js';
import type { WebhookEvent } from './webhook-event.js';

const event = (json: string): WebhookEvent => ({
  id: 'evt-01a20573-18c3-7481-85b2-50d2cd9321d3-0',
  type: 'cn.bianzu.transport-status.v1',
  time: '2026-03-16T00:30:00.000Z',
  messageId: '01a20573-18c3-7481-85b2-50d2cd9321d3',
  ordinal: 0,
  sender: 'sys-4',
  keys: [
    { type: 'waybill', value: '202603TY4150010001' },
    { type: 'container', value: 'CSQU3054383' },
  ],
  schema: 'bianzu:/canonical/transport-status/1.schema.json',
  json: Buffer.from(json),
});
const parsed = (bytes: Buffer): Record<string, unknown> =>
  JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;

describe('an event', () => {
  it('is a CloudEvent with its data as they are, to the last digit', () => {
    const bytes = cloudEvent(event('{"grossWeightKg":26501.000,"名称":"玉米"}'), 'https://hub.example');
    expect(bytes.toString('utf8')).toContain('"data":{"grossWeightKg":26501.000,"名称":"玉米"}}');
    expect(parsed(bytes)).toEqual({
      specversion: '1.0',
      id: 'evt-01a20573-18c3-7481-85b2-50d2cd9321d3-0',
      source: 'urn:bianzu',
      type: 'cn.bianzu.transport-status.v1',
      time: '2026-03-16T00:30:00.000Z',
      subject: 'waybill/202603TY4150010001',
      datacontenttype: 'application/json',
      dataschema: 'bianzu:/canonical/transport-status/1.schema.json',
      data: { grossWeightKg: 26501, 名称: '玉米' },
    });
  });

  it('with more than 20,000 bytes of data says where they are, and nothing of them', () => {
    const full = event(JSON.stringify('x'.repeat(mostDataBytes - 2)));
    const large = event(JSON.stringify('x'.repeat(mostDataBytes - 1)));
    expect(parsed(cloudEvent(full, 'https://hub.example'))).toHaveProperty('data');
    const thin = parsed(cloudEvent(large, 'https://hub.example/'));
    expect(thin).not.toHaveProperty('data');
    expect(thin.dataref).toBe(`https://hub.example/v1/events/${large.id}`);
    expect(parsed(wholeCloudEvent(large))).toMatchObject({
      id: large.id,
      data: 'x'.repeat(mostDataBytes - 1),
    });
  });

  it('has an id without a full stop, which would separate parts of what is signed', () => {
    expect(event('{}').id).not.toContain('.');
    expect(eventUrl('evt-1', '')).toBe('/v1/events/evt-1');
  });
});
