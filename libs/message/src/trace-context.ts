/** Where a message stands in a distributed trace, as the two headers of W3C Trace Context. */
export interface TraceContext {
  readonly traceParent?: string;
  readonly traceState?: string;
}

/** `version-traceid-parentid-flags` (W3C Trace Context, section 3.2); later versions may have more behind it. */
const traceParentForm =
  /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-[\x21-\x7e]*)?$/;
const longestTraceParent = 100;
/** A receiver should pass on at least this much (section 3.3.1.5). */
const longestTraceState = 512;

/** Headers of a request or of an AMQP message; what is malformed counts as not there (section 4.2). */
export function readTraceContext(traceParent: unknown, traceState: unknown): TraceContext {
  if (typeof traceParent !== 'string' || traceParent.length > longestTraceParent) return {};
  if (!traceParentForm.test(traceParent)) return {};
  const isUsable =
    typeof traceState === 'string' &&
    traceState.length <= longestTraceState &&
    /^[\x20-\x7e]+$/.test(traceState);
  return isUsable ? { traceParent, traceState } : { traceParent };
}

/** The headers by which the next process continues the trace; undefined when there is none. */
export function traceHeaders({ traceParent, traceState }: TraceContext): Record<string, string> | undefined {
  if (traceParent === undefined) return undefined;
  return { traceparent: traceParent, ...(traceState === undefined ? {} : { tracestate: traceState }) };
}

/** The 32 hexadecimal digits that all spans of one trace share. */
export function traceIdOf({ traceParent }: TraceContext): string | undefined {
  return traceParent === undefined ? undefined : traceParentForm.exec(traceParent)?.[1];
}
