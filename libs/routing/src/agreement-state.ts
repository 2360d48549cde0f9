/**
 * Where an agreement or a destination is in its life:
 *
 *   draft -> test -> live <-> suspended
 *              \______\__________\____-> ended
 *
 * `draft`: known, not yet used; what comes waits. `test`: examined and answered, without any effect. `live`: in use.
 * `suspended`: what comes waits until it is live again. `ended`: what comes is refused.
 */
export const agreementStates = ['draft', 'test', 'live', 'suspended', 'ended'] as const;

export type AgreementState = (typeof agreementStates)[number];
