import type { AuditLog } from '#libs/audit';
import type { OutcomeListener } from '#libs/journal';
import type { SettledOutcome } from '#libs/journey';
import { issueLayers } from '#libs/message';

/** Writes into the audit log whose message had a signature that proves nothing, and why. */
export function refusedSignatures(audit: AuditLog): OutcomeListener {
  return {
    async recorded(manager, outcomes) {
      for (const outcome of outcomes) {
        const fault = outcome.issues.find(({ code }) => code in issueLayers.signature);
        if (fault === undefined) continue;
        await audit.append({ ...factsOf(outcome), detail: detailOf(outcome, fault) }, manager);
      }
    },
  };
}

function factsOf({ message }: SettledOutcome): { actor: string; action: string; subject: string } {
  const { id, sender = '' } = message.envelope;
  return { actor: sender, action: 'signature.refuse', subject: id };
}

function detailOf(
  { agreement, verdict }: SettledOutcome,
  { code, value }: SettledOutcome['issues'][number],
): Record<string, unknown> {
  return { code, value, verdict, agreement: agreement?.id, signedBy: agreement?.signedBy };
}
