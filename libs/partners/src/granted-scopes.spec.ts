import { describe, expect, it } from '@jest/globals';
import { opens } from './index.js';

describe('a scope', () => {
  it.each([
    ['messages', 'messages:send'],
    ['messages', 'messages:receive'],
    ['messages', 'messages:read'],
    ['messages:send:transport-order', 'messages:send'],
    ['messages:send:*', 'messages:send'],
    ['messages:receive:*', 'messages:receive'],
    ['operations', 'operations'],
  ])('%s opens what needs %s', (granted, needed) => {
    expect(opens(granted, needed)).toBe(true);
  });

  it.each([
    ['messages:read', 'messages'],
    ['messages:read', 'messages:send'],
    ['messages:send', 'messages'],
    ['messages:send:transport-order', 'messages'],
    ['messages:send:transport-order', 'messages:read'],
    ['messages:send:transport-order', 'messages:receive'],
    ['messages:receive:*', 'messages:send'],
    ['operations', 'messages'],
    ['message', 'messages'],
  ])('%s does not open what needs %s', (granted, needed) => {
    expect(opens(granted, needed)).toBe(false);
  });
});
