import type { Answer, HubClient } from '../../support/hub-client.js';
import type { DocumentedAnswers } from '../documented-answers.js';
import type { SampleRequest } from '../sample-requests.js';

/** A request and who has asked it. */
export interface Question {
  readonly client: HubClient;
  readonly request: SampleRequest;
}

/** Whoever hears nothing for so long never will. */
const longestMs = 30_000;

/**
 * Asks operations of an OpenAPI document and holds every answer against it: which statuses were seen, and what was wrong. What was
 * answered well is remembered, so that the same can be asked by others, or a little wrongly.
 */
export class Interrogation {
  private readonly seen = new Map<string, Set<number>>();
  private readonly good = new Map<string, Question>();
  private faults: string[] = [];
  private asked = 0;

  constructor(readonly documented: DocumentedAnswers) {}

  /** How many answers were held against the document. */
  get count(): number {
    return this.asked;
  }

  async ask(client: HubClient, operation: string, request: SampleRequest): Promise<Answer> {
    const answer = await this.answered(client, operation, request);
    if (answer.status < 300) this.good.set(operation, { client, request });
    this.hold(operation, request, answer);
    return answer;
  }

  /** Holds an answer against the document, however it was had. */
  hold(operation: string, request: SampleRequest, answer: Answer): void {
    this.asked += 1;
    const statuses = this.seen.get(operation) ?? new Set<number>();
    this.seen.set(operation, statuses.add(answer.status));
    for (const fault of this.documented.faultsOf(operation, answer)) this.blame(fault, request);
  }

  /** The same when it is known how it ends. */
  async expect(
    status: number | readonly number[],
    client: HubClient,
    operation: string,
    request: SampleRequest,
  ): Promise<Answer> {
    const answer = await this.ask(client, operation, request);
    if ([status].flat().includes(answer.status)) return answer;
    const { title = '' } = answer.body as { title?: string };
    this.blame(`${operation}: ${answer.status} ${title}, not ${[status].flat().join('|')}`, request);
    return answer;
  }

  /** Remembers a question as one that is answered well, though it was not asked yet. */
  remember(operation: string, question: Question): void {
    this.good.set(operation, question);
  }

  /** A question that was answered well, the last one; undefined when there was none. */
  goodOne(operation: string): Question | undefined {
    return this.good.get(operation);
  }

  hasSeen(operation: string, status: number): boolean {
    return this.seen.get(operation)?.has(status) ?? false;
  }

  /** What was wrong since this was asked last. */
  takeFaults(): string[] {
    return this.faults.splice(0);
  }

  /** `STATUS METHOD /path` of every documented answer that nobody has given. */
  get missing(): string[] {
    return this.documented.operations.flatMap((operation) =>
      this.documented
        .statuses(operation)
        .filter((status) => !this.hasSeen(operation, status))
        .map((status) => `${status} ${operation}`),
    );
  }

  private blame(fault: string, { path, body }: SampleRequest): void {
    const sent = body === undefined ? '' : ` with ${body.slice(0, 100)}`;
    this.faults.push(`${fault} (asked ${path.slice(0, 120)}${sent})`);
  }

  private async answered(
    client: HubClient,
    operation: string,
    { path, headers, body }: SampleRequest,
  ): Promise<Answer> {
    const [method = ''] = operation.split(' ');
    const asked =
      body === undefined ? client.ask(method, path, headers) : client.tell(method, path, body, headers);
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      const hang = (): void => reject(new Error(`${operation}: no answer to ${path.slice(0, 200)}`));
      timer = setTimeout(hang, longestMs);
    });
    try {
      return await Promise.race([asked, silence]);
    } finally {
      clearTimeout(timer);
    }
  }
}
