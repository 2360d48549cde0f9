import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Credentials, type Scope } from '#libs/partners';
import type { HubClient } from '../../support/hub-client.js';
import { Installation } from '../../support/installation.js';
import { partialConfiguration, type PartialConfiguration } from '../../support/partial-configuration.js';
import { WebhookEndpoint } from '../../support/webhook-endpoint.js';
import { DocumentedAnswers, type OpenApiDocument } from '../documented-answers.js';
import { newcomerFile } from './newcomer.js';
import { Interrogation } from './interrogation.js';

/** Above what a message takes that is written in pieces. */
export const maxBodyBytes = 1_200_000;

/** One installation with everything that an operation can be about, and those who ask. */
export class FuzzedHub {
  private constructor(
    readonly hub: Installation,
    readonly folder: PartialConfiguration,
    readonly endpoint: WebhookEndpoint,
    readonly document: OpenApiDocument,
    readonly questions: Interrogation,
    /** May do everything. */
    readonly operator: HubClient,
    /** A partner outside whose agreements are new. */
    readonly newcomer: HubClient,
  ) {}

  static async start(): Promise<FuzzedHub> {
    const folder = partialConfiguration(['sys-1', 'sys-2', 'sys-4', 'sys-5', 'shipper-api']);
    const scenario = join('schemas', 'conformance', 'any-receiver.yaml');
    cpSync(scenario, join(folder.root, scenario));
    writeFileSync(join(folder.root, 'agreements', 'newcomer.yaml'), newcomerFile());
    const endpoint = await WebhookEndpoint.start();
    const hub = await Installation.start({
      edition: 'embedded',
      interruptible: true,
      maxBodyBytes,
      configurationRoot: folder.root,
      environment: {
        // how often it is looked whose time is over is a quarter of it
        BIANZU_REQUEST_SECONDS: '24',
        BIANZU_OUTBOUND_HTTP: 'true',
        BIANZU_OUTBOUND_PORTS: 'any',
        BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
      },
    });
    const document = (await hub.stranger().get<OpenApiDocument>('/openapi.json')).body;
    return new FuzzedHub(
      hub,
      folder,
      endpoint,
      document,
      new Interrogation(new DocumentedAnswers(document)),
      await hub.client('operator'),
      await clientOf(hub, 'newcomer', ['messages', 'webhooks', 'orders', 'base-data']),
    );
  }

  /** A client of a partner, or of anybody, with these rights. */
  client(principal: string, scopes: readonly Scope[]): Promise<HubClient> {
    return clientOf(this.hub, principal, scopes);
  }

  async close(): Promise<void> {
    await this.hub.close();
    await this.endpoint.close();
    this.folder.close();
  }
}

async function clientOf(hub: Installation, principal: string, scopes: readonly Scope[]): Promise<HubClient> {
  return hub.stranger(await new Credentials(hub.gateway.dataSource).issue(principal, scopes, 'example-key'));
}
