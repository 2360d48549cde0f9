import type { Agreement, Destination, Partner } from './agreement.js';
import type { EdiTerms } from './edi-terms.js';
import { usualRetry, type Connection, type RetryTerms } from './terms-of-delivery.js';

/** `agreements/<partner>.yaml` as it obeys its schema: what may be left out is absent. */
export type PartnerFile = Pick<Partner, 'name' | 'channels'> &
  Partial<
    Pick<
      Partner,
      'kind' | 'identifiers' | 'senderIds' | 'acknowledgement' | 'events' | 'security' | 'retentionDays'
    >
  > & {
    readonly partner: string;
    readonly connections?: Readonly<Record<string, Omit<Connection, 'name'>>>;
    readonly edi?: EdiPart;
    readonly agreements?: readonly (InboundPart | OutboundPart)[];
  };

type UsuallyAbsent = 'state' | 'direction' | 'quarantineOn' | 'tolerance' | 'batch';

/** What the partner sends. */
export type InboundPart = Omit<Agreement, 'partner' | UsuallyAbsent> &
  Partial<Pick<Agreement, UsuallyAbsent>>;

/** What the partner gets. */
export type OutboundPart = Omit<DestinationPart, 'partner'> & { readonly direction: 'outbound' };

/** A destination as `agreements/routes.yaml` has it. */
export type DestinationPart = Pick<
  Destination,
  'id' | 'partner' | 'channel' | 'connection' | 'mapping' | 'schema' | 'format' | 'edi' | 'ackDeadline'
> &
  Partial<Pick<Destination, 'version' | 'state' | 'charset' | 'order'>> & {
    readonly retry?: Partial<RetryTerms>;
  };

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
    kind: file.kind ?? 'outside',
    identifiers: file.identifiers ?? {},
    channels: file.channels,
    connections: connectionsOf(file),
    senderIds: file.senderIds ?? [file.partner],
    acknowledgement: { format: 'json', charset: 'utf-8', when: 'always', ...file.acknowledgement },
    events: file.events ?? [],
    security: file.security ?? { signature: 'optional' },
    edi: file.edi === undefined ? undefined : ediTermsOf(file.edi),
    retentionDays: file.retentionDays,
    agreements: inboundOf(file).map((agreement) => ({
      state: 'live',
      direction: 'inbound',
      quarantineOn: [],
      tolerance: {},
      batch: false,
      ...agreement,
      partner: file.partner,
    })),
  };
}

function connectionsOf({ connections = {} }: PartnerFile): Map<string, Connection> {
  return new Map(Object.entries(connections).map(([name, one]) => [name, { name, ...one }]));
}

function inboundOf({ agreements = [] }: PartnerFile): InboundPart[] {
  return agreements.filter((one): one is InboundPart => one.direction !== 'outbound');
}

/** The destinations that stand in the partner's own file, with their places in it. */
export function outboundOf({ partner, agreements = [] }: PartnerFile): {
  part: DestinationPart;
  at: (string | number)[];
}[] {
  return agreements.flatMap((one, index) => {
    if (one.direction !== 'outbound') return [];
    return [{ part: { ...one, partner }, at: ['agreements', index] }];
  });
}

/**
 * The destination with everything that its file leaves out.
 * @param connections of its partner
 */
export function destinationOf(
  part: DestinationPart,
  connections: ReadonlyMap<string, Connection>,
): Destination {
  const ofChannel = [...connections.values()].filter(({ channel }) => channel === part.channel);
  return {
    version: 1,
    state: 'live',
    direction: 'outbound',
    charset: 'utf-8',
    order: 'destination',
    ...part,
    connection: part.connection ?? ofChannel[0]?.name,
    retry: { ...usualRetry, ...part.retry },
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
