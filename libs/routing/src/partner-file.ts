import type { Agreement, Partner } from './agreement.js';
import type { EdiTerms } from './edi-terms.js';

/** `agreements/<partner>.yaml` as it obeys its schema: what may be left out is absent. */
export type PartnerFile = Pick<Partner, 'name' | 'channels'> &
  Partial<Pick<Partner, 'senderIds' | 'acknowledgement' | 'retentionDays'>> & {
    readonly partner: string;
    readonly edi?: EdiPart;
    readonly agreements?: readonly AgreementPart[];
  };

export type AgreementPart = Omit<Agreement, 'partner' | 'quarantineOn' | 'tolerance' | 'batch'> &
  Partial<Pick<Agreement, 'quarantineOn' | 'tolerance' | 'batch'>>;

type EdiPart = Pick<EdiTerms, 'identities' | 'own'> &
  Partial<Pick<EdiTerms, 'test' | 'tolerance' | 'expect'>> & {
    readonly batch?: Partial<EdiTerms['batch']>;
    readonly acknowledge?: {
      readonly [Syntax in keyof EdiTerms['acknowledge']]?: Partial<EdiTerms['acknowledge'][Syntax]>;
    };
  };

/** The partner with everything that its file leaves out. */
export function partnerOf(file: PartnerFile): Partner {
  return {
    id: file.partner,
    name: file.name,
    channels: file.channels,
    senderIds: file.senderIds ?? [file.partner],
    acknowledgement: { format: 'json', charset: 'utf-8', when: 'always', ...file.acknowledgement },
    edi: file.edi === undefined ? undefined : ediTermsOf(file.edi),
    retentionDays: file.retentionDays,
    agreements: (file.agreements ?? []).map((agreement) => ({
      quarantineOn: [],
      tolerance: {},
      batch: false,
      ...agreement,
      partner: file.partner,
    })),
  };
}

function ediTermsOf({ batch, acknowledge, ...part }: EdiPart): EdiTerms {
  return {
    test: 'validate',
    tolerance: {},
    expect: {},
    ...part,
    batch: { interchange: 'split', refuse: 'message', ...batch },
    acknowledge: {
      edifact: { contrl: 'never', aperak: 'never', ...acknowledge?.edifact },
      x12: { ta1: 'never', functional: 'never', ...acknowledge?.x12 },
    },
  };
}
