import type { Configuration } from '#libs/configuration';
import { canonicalEventType } from '#libs/webhooks';

const headers = ['WebhookMessageId', 'WebhookTimestamp', 'WebhookSignature'].map((name) => ({
  $ref: `#/components/parameters/${name}`,
}));

type Webhooks = Record<string, { readonly post?: object }>;

/** Every event that is pushed: those of the document and one for each canonical message, all with the headers that sign them. */
export function eventWebhooks(described: Webhooks, { canonicalTypes }: Configuration): Webhooks {
  const canonical = canonicalTypes.map(({ type, version, model }) => {
    const { title: en, zh } = model.root.texts;
    const data = { $ref: `#/components/schemas/${version === 1 ? type : `${type}-${version}`}` };
    return [canonicalEventType(type, version), { post: toldOf(`${en} ${zh.title}`, data) }] as const;
  });
  const all = { ...described, ...Object.fromEntries(canonical) };
  return Object.fromEntries(
    Object.entries(all).map(([name, { post }]) => [name, { post: { ...post, parameters: headers } }]),
  );
}

function toldOf(summary: string, data: object): object {
  const schema = {
    allOf: [{ $ref: '#/components/schemas/CloudEvent' }, { type: 'object', properties: { data } }],
  };
  return {
    tags: ['webhooks'],
    summary,
    requestBody: { content: { 'application/cloudevents+json': { schema } } },
    responses: {
      '2XX': { description: 'Kept by the partner' },
      '410': { description: 'The partner wants nothing more; the subscription is disabled' },
    },
  };
}
