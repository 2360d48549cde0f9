import { nextFrom } from './acknowledgement.js';
import type { ConfigurationFolder } from './configuration-folder.js';
import { ediConfiguration, type EdiTermsText } from './edi-configuration.js';
import type { HubClient } from './hub-client.js';
import { Installation, type Edition } from './installation.js';
import type { JourneyView } from './views.js';

const replyQueue = 'bianzu.reply.forwarder-edi';

/** A hub and its partner `forwarder-edi`, who sends interchanges and reads the answers. */
export class EdiPartner {
  private constructor(
    readonly hub: Installation,
    readonly client: HubClient,
    private readonly configuration: ConfigurationFolder,
  ) {}

  static async start(
    edition: Edition,
    terms?: EdiTermsText,
    agreements?: readonly string[],
  ): Promise<EdiPartner> {
    const configuration = ediConfiguration(terms, agreements);
    const hub = await Installation.start({ edition, configurationRoot: configuration.root });
    return new EdiPartner(hub, await hub.client('forwarder-edi'), configuration);
  }

  /** Sends a file over REST, and waits until the hub has done with it. */
  async sent(bytes: Uint8Array | string, contentType = 'application/edifact'): Promise<JourneyView> {
    return this.client.settled(await this.client.taken(bytes, { contentType }));
  }

  /** Its messages in their order, each when it has come to its end. */
  async messagesOf(file: JourneyView): Promise<JourneyView[]> {
    const messages = await this.client.search({ parent: file.id });
    const inOrder = messages.sort((a, b) => (a.sequence ?? 0) - (b.sequence ?? 0));
    return Promise.all(inOrder.map(({ id }) => this.client.settled(id)));
  }

  /** The next answer of the hub, as text. */
  async answer(): Promise<string> {
    return (await nextFrom(this.hub.queues, replyQueue)).body.toString('latin1');
  }

  /** Everything that the hub has answered by now; to be asked after the journey has come to its end. */
  async answers(): Promise<string[]> {
    const all: string[] = [];
    for (;;) {
      const next = await this.hub.queues.take(replyQueue);
      if (next === undefined) return all;
      all.push(next.body.toString('latin1'));
    }
  }

  async restart(terms: EdiTermsText, agreements?: readonly string[]): Promise<void> {
    const changed = ediConfiguration(terms, agreements);
    await this.hub.restart(changed.root);
  }

  async close(): Promise<void> {
    await this.hub.close();
    this.configuration.close();
  }
}

/** An answer's segments, without what differs from run to run: time and our own number. */
export function segmentsOf(answer: string): string[] {
  const isX12 = answer.startsWith('ISA');
  return answer
    .split(isX12 ? '~' : "'")
    .map((segment) => segment.trim())
    .filter((segment) => segment !== '' && !/^(?:UN[BZ]|ISA|IEA|GS|GE)\b/.test(segment));
}
