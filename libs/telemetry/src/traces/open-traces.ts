import type * as Api from '@opentelemetry/api';
import type { TraceContext } from '#libs/message';
import { noTraces, type Span, type SpanEnd, type SpanStart, type Traces } from './traces.js';

/** How long the end of the process waits for the collector. */
const closeWithinMs = 3_000;

/**
 * Traces by OTLP over HTTP when OTEL_EXPORTER_OTLP_ENDPOINT (or ..._TRACES_ENDPOINT) is set. Sampling, batching and headers
 * follow the usual variables OTEL_TRACES_SAMPLER, OTEL_BSP_* and OTEL_EXPORTER_OTLP_*, which the packages read themselves.
 * Without an endpoint none of them is even loaded.
 */
export async function openTraces(
  serviceName: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Traces> {
  const endpoint = environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? environment.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (endpoint === undefined || endpoint === '' || environment.OTEL_SDK_DISABLED === 'true') return noTraces;
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace-base'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const provider = new sdk.BasicTracerProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'bianzu',
      'service.name': environment.OTEL_SERVICE_NAME ?? serviceName,
      'service.instance.id': `${process.pid}`,
    }),
    spanProcessors: [new sdk.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer('bianzu');
  return {
    isOn: true,
    start: (name, start = {}) => startSpan(api, tracer, name, start),
    close: () => closed(provider),
  };
}

function startSpan(api: typeof Api, tracer: Api.Tracer, name: string, start: SpanStart): Span {
  const { kind = 'internal', parent, links = [], attributes, startMs } = start;
  const remote = spanContextOf(api, parent);
  const context =
    remote === undefined ? api.ROOT_CONTEXT : api.trace.setSpanContext(api.ROOT_CONTEXT, remote);
  const span = tracer.startSpan(
    name,
    {
      kind: api.SpanKind[kind.toUpperCase() as 'INTERNAL' | 'SERVER' | 'PRODUCER' | 'CONSUMER'],
      attributes,
      startTime: startMs,
      links: links.flatMap((link) => {
        const linked = spanContextOf(api, link);
        return linked === undefined ? [] : [{ context: linked }];
      }),
    },
    context,
  );
  const own = textOf(span.spanContext());
  return {
    context: own,
    isRecorded: span.isRecording(),
    part: (partName, partStartMs, endMs, { links: partLinks, ...end } = {}) =>
      startSpan(api, tracer, partName, { parent: own, startMs: partStartMs, links: partLinks }).end({
        ...end,
        endMs,
      }),
    end: (end = {}) => endSpan(api, span, end),
  };
}

function endSpan(api: typeof Api, span: Api.Span, { attributes, error, endMs }: SpanEnd): void {
  if (attributes !== undefined) span.setAttributes(attributes);
  if (error !== undefined) span.setStatus({ code: api.SpanStatusCode.ERROR, message: error });
  span.end(endMs);
}

function spanContextOf(api: typeof Api, context: TraceContext | undefined): Api.SpanContext | undefined {
  const [, traceId = '', spanId = '', flags = ''] = context?.traceParent?.split('-') ?? [];
  const traceState = context?.traceState === undefined ? undefined : api.createTraceState(context.traceState);
  const found = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true, traceState };
  return api.isSpanContextValid(found) ? found : undefined;
}

/** W3C Trace Context, section 3.2. */
function textOf({ traceId, spanId, traceFlags, traceState }: Api.SpanContext): TraceContext {
  const traceParent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  const state = traceState?.serialize() ?? '';
  return state === '' ? { traceParent } : { traceParent, traceState: state };
}

/** A collector that is away holds nobody up for long. */
async function closed(provider: { shutdown(): Promise<void> }): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, closeWithinMs)));
  await Promise.race([provider.shutdown().catch(() => undefined), late]);
  clearTimeout(timer);
}
