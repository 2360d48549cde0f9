import { Readable } from 'node:stream';
import type { ScenarioReport } from '#libs/conformance';
import { refusal, type HubClient } from '../hub-client.js';
import { journeyEnd } from '../journey-end.js';
import { UsageMistake } from '../mistake.js';
import { sendMessage } from '../send-message.js';
import type { NamedSample } from './samples.js';

export interface RunAtHub {
  readonly id: string;
  readonly verdict: ScenarioReport['verdict'];
  readonly scenarios: readonly ScenarioReport[];
}

const mostSecondsPerSample = 60;

/** A run at a hub: begun there, the samples sent as messages, each to its end, and the report. */
export async function runAtHub(
  hub: HubClient,
  request: { readonly agreement: string; readonly scenarios?: readonly string[] },
  samples: readonly NamedSample[],
): Promise<RunAtHub> {
  const { id } = await started(hub, request);
  for (const { fileName, bytes } of samples) {
    const headers = {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    };
    const open = (): AsyncIterable<Uint8Array> => Readable.from([bytes]);
    const receipt = await sendMessage(hub, { headers, open }, async () => undefined);
    await journeyEnd(hub, receipt.id, mostSecondsPerSample);
  }
  return runOf(await hub.get(`/v1/conformance/runs/${encodeURIComponent(id)}`));
}

async function started(hub: HubClient, request: object): Promise<RunAtHub> {
  const answer = await hub.ask({
    method: 'POST',
    path: '/v1/conformance/runs',
    headers: { 'content-type': 'application/json' },
    body: Readable.from([Buffer.from(JSON.stringify(request))]),
  });
  if (answer.status !== 201) throw refusal(answer);
  return runOf(answer.body);
}

function runOf(body: unknown): RunAtHub {
  const { id, verdict, scenarios } = (body ?? {}) as Partial<RunAtHub>;
  if (typeof id === 'string' && verdict !== undefined && Array.isArray(scenarios))
    return { id, verdict, scenarios };
  throw new UsageMistake({ zh: '回答的不是枢纽。', en: 'What answered is not a hub.' });
}
