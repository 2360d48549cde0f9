import { readXmlAcknowledgement } from '../../../support/acknowledgement.js';
import { grouped, type Evidence } from './evidence.js';

/** Who wants to hear hears once of each message what became of it, and of nothing else. */
export function checkAcknowledgements(evidence: Evidence): string[] {
  return [...keyAccounts(evidence), ...interchanges(evidence)];
}

function keyAccounts({ sent, inbox, bySentId }: Evidence): string[] {
  const answers = grouped(inbox.in('bianzu.reply.sys-1'), ({ correlationId }) => correlationId ?? 'none');
  const own = sent.filter(({ sender, expected }) => sender === 'sys-1' && expected !== 'parked');
  const known = new Set(own.map(({ id }) => id));
  const faults = [...answers.keys()].filter((id) => !known.has(id)).map((id) => `answer to nothing: ${id}`);
  for (const { id, expected, reference, sha256 } of own) {
    const found = answers.get(id) ?? [];
    if (found.length !== 1) {
      faults.push(`${found.length} acknowledgements of ${id}`);
      continue;
    }
    const said = readXmlAcknowledgement(found[0]!.body, 'gb18030');
    if (said.result !== expected) faults.push(`${id} was told ${said.result} instead of ${expected}`);
    if (said.acknowledgedDocumentId !== reference || said.messageSha256 !== sha256)
      faults.push(`the acknowledgement of ${id} speaks of ${said.acknowledgedDocumentId}`);
    if (said.messageId !== bySentId.get(id)?.[0]?.id)
      faults.push(`the acknowledgement of ${id} names another message: ${said.messageId}`);
  }
  return faults;
}

/** CONTRL names the messages that were refused: every fiftieth. */
function interchanges({ sent, inbox }: Evidence): string[] {
  const answers = grouped(
    inbox.in('bianzu.reply.forwarder-edi'),
    ({ correlationId }) => correlationId ?? 'none',
  );
  return sent
    .filter(({ sender, expected }) => sender === 'forwarder-edi' && expected === 'split')
    .flatMap(({ id, records }) => {
      const contrl = (answers.get(id) ?? []).filter(({ body }) => body.includes('CONTRL'));
      if (contrl.length !== 1) return [`${contrl.length} CONTRL of ${id}`];
      const named = contrl[0]!.body.toString().match(/UCM\+/g)?.length ?? 0;
      return named === records!.refused ? [] : [`CONTRL of ${id} names ${named} messages`];
    });
}
