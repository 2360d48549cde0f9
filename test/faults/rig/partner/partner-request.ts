/** A request as the partner sees it. */
export interface PartnerRequest {
  /** By the path: the id of the destination. */
  readonly destination: string;
  readonly deliveryId: string;
  readonly attempt: number;
  /** Number of the document that came. */
  readonly reference: string;
  /** The process that sent it. */
  readonly pid: number;
  readonly atMs: number;
  /** What the partner has done with the message, whether or not the sender hears of it. */
  verdict: 'taken' | 'refused' | 'ignored';
  /** When it answered. */
  answeredAtMs?: number;
  /** How long it asked to be left alone then. */
  retryAfterMs?: number;
}
