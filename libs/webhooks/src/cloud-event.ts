import type { WebhookEvent } from './webhook-event.js';

export const cloudEventsType = 'application/cloudevents+json; charset=utf-8';

/** An event with more than this much data is thin: it says where the data is. */
export const mostDataBytes = 20_000;

/**
 * The event in the JSON format of CloudEvents 1.0. A thin one has `dataref` (extension "Dataref") in place of `data`; the partner
 * fetches the data from there with a credential of its own.
 * @param publicUrl where partners reach us, as `https://hub.example`
 */
export function cloudEvent(event: WebhookEvent, publicUrl: string): Buffer {
  const isThin = event.json.byteLength > mostDataBytes;
  const attributes = attributesOf(event, isThin ? eventUrl(event.id, publicUrl) : undefined);
  return isThin ? Buffer.from(JSON.stringify(attributes)) : withData(attributes, event.json);
}

/** The same with all its data, however much that is. */
export function wholeCloudEvent(event: WebhookEvent): Buffer {
  return withData(attributesOf(event), event.json);
}

/** Where an event with all its data can be read. */
export function eventUrl(id: string, publicUrl: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/v1/events/${id}`;
}

function attributesOf(event: WebhookEvent, dataref?: string): Record<string, string | undefined> {
  const [key] = event.keys;
  return {
    specversion: '1.0',
    id: event.id,
    source: 'urn:bianzu',
    type: event.type,
    time: event.time,
    subject: key === undefined ? undefined : `${key.type}/${key.value}`,
    datacontenttype: 'application/json',
    dataschema: event.schema,
    traceparent: event.trace?.traceParent,
    dataref,
  };
}

/** The data go in as they are: parsing and writing them again could change numbers. */
function withData(attributes: object, json: Uint8Array): Buffer {
  const head = JSON.stringify(attributes).slice(0, -1);
  return Buffer.concat([Buffer.from(`${head},"data":`), json, Buffer.from('}')]);
}
