import { describe, expect, it } from '@jest/globals';
import { readTraceContext, traceHeaders, traceIdOf } from './trace-context.js';

const traceParent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

describe('the trace context of a message', () => {
  it('is read from the two headers and handed on as they were', () => {
    const context = readTraceContext(traceParent, 'vendor=1,other=2');
    expect(context).toEqual({ traceParent, traceState: 'vendor=1,other=2' });
    expect(traceHeaders(context)).toEqual({ traceparent: traceParent, tracestate: 'vendor=1,other=2' });
    expect(traceIdOf(context)).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });

  it('is not there when the parent is malformed, all zero, of version ff or too long', () => {
    const wrong = [
      undefined,
      7,
      '',
      traceParent.toUpperCase(),
      `ff${traceParent.slice(2)}`,
      `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
      `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`,
      `${traceParent}-${'x'.repeat(100)}`,
      `${traceParent}\r\nx: y`,
    ];
    expect(wrong.map((one) => readTraceContext(one, 'a=b'))).toEqual(wrong.map(() => ({})));
    expect(traceHeaders({})).toBeUndefined();
    expect(traceIdOf({})).toBeUndefined();
  });

  it('loses a state that is too long or not printable, and keeps the parent', () => {
    const states = ['', 'a'.repeat(513), 'a=中', 'a=b\n', 5];
    expect(states.map((state) => readTraceContext(traceParent, state))).toEqual(
      states.map(() => ({ traceParent })),
    );
  });

  it('accepts what a later version adds behind', () => {
    expect(traceIdOf(readTraceContext(`01${traceParent.slice(2)}-more`, undefined))).toBe(
      '4bf92f3577b34da6a3ce929d0e0e4736',
    );
  });
});
