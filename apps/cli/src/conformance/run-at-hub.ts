import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import type { ScenarioReport } from '#libs/conformance';
import { refusal, type HubClient } from '../hub-client.js';
import { journeyEnd } from '../journey-end.js';
import { UsageMistake } from '../mistake.js';
import { sendMessage } from '../send-message.js';
import type { NamedSample } from './samples.js';

export interface RunAtHub {
  readonly id: string;
  readonly state?: 'open' | 'ended';
  readonly verdict: ScenarioReport['verdict'];
  readonly scenarios: readonly ScenarioReport[];
}

interface RunRequest {
  readonly agreement: string;
  readonly scenarios?: readonly string[];
}

const mostSecondsPerSample = 60;
const askAgainMs = 1_000;

/**
 * A run about what a partner gets: begun at the hub, which sends the test messages, and looked at until it has ended or the time
 * is over. What is open then goes on.
 */
export async function receiveAtHub(hub: HubClient, request: RunRequest, waitMs: number): Promise<RunAtHub> {
  let run = await started(hub, request);
  const until = Date.now() + waitMs;
  while (run.state !== 'ended' && Date.now() < until) {
    await pause(askAgainMs);
    run = runOf(await hub.get(`/v1/conformance/runs/${encodeURIComponent(run.id)}`));
  }
  return run;
}

/** Whether the agreement is about what the partner sends. @throws UsageMistake when there is no such agreement */
export async function isSender(hub: HubClient, agreement: string): Promise<boolean> {
  const answer = await hub.get(`/v1/conformance/scenarios?agreement=${encodeURIComponent(agreement)}`);
  const { scenarios = [] } = (answer ?? {}) as { scenarios?: readonly { readonly role: string }[] };
  return scenarios.every(({ role }) => role === 'sender');
}

/** A run at a hub: begun there, the samples sent as messages, each to its end, and the report. */
export async function runAtHub(
  hub: HubClient,
  request: RunRequest,
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
  const { id, state, verdict, scenarios } = (body ?? {}) as Partial<RunAtHub>;
  if (typeof id === 'string' && verdict !== undefined && Array.isArray(scenarios))
    return { id, state, verdict, scenarios };
  throw new UsageMistake({ zh: '回答的不是枢纽。', en: 'What answered is not a hub.' });
}
