import {
  aperak,
  contrl,
  functionalAcknowledgement,
  ta1,
  type EdiAcknowledgement,
  type InterchangeReport,
} from '#libs/acknowledgements';
import type { Language } from '#libs/message';

export const answerForms = {
  edifact: ['contrl', 'aperak'],
  x12: ['ta1', '997', '999'],
} as const;

export type AnswerForm = (typeof answerForms)[keyof typeof answerForms][number];

/** What two partners have agreed on, as far as answers depend on it. */
export interface AnswerTerms {
  readonly form: AnswerForm;
  /** CONTRL: only that the interchange has come. */
  readonly isReceipt: boolean;
  /** One refused message refuses all of the interchange. */
  readonly policy: 'split' | 'whole';
  /** Accepted messages are named too; absent: as most partners have it, in X12 yes, in EDIFACT no. */
  readonly namesAccepted?: boolean;
  /** Faults of content refuse too, for partners that take no answer of their own for them. */
  readonly coversApplication: boolean;
  /** Of a text in APERAK. */
  readonly language: Language;
}

/** Our numbers in one answer. */
export interface AnswerNumbers {
  readonly control: number;
  /** ISO 8601 */
  readonly at: string;
}

export function answer(
  report: InterchangeReport,
  terms: AnswerTerms,
  { control, at }: AnswerNumbers,
): EdiAcknowledgement {
  const { form, isReceipt, policy, namesAccepted, coversApplication, language } = terms;
  const reference = String(control);
  const names = namesAccepted === undefined ? {} : { namesAccepted };
  switch (form) {
    case 'contrl': {
      const kind = isReceipt ? 'receipt' : 'functional';
      return contrl(report, { reference, at, kind, policy, coversApplication, ...names });
    }
    case 'aperak':
      return aperak(report, {
        reference,
        at,
        directory: 'd00b',
        documentNumber: reference,
        language,
        ...names,
      });
    case 'ta1':
      return ta1(report, { interchangeNumber: control, at });
    default: {
      const numbers = { interchangeNumber: control, groupNumber: control, at };
      return functionalAcknowledgement(report, {
        ...numbers,
        set: form,
        policy,
        coversApplication,
        ...names,
      });
    }
  }
}
