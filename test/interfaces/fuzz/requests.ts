import type { SampleRequest } from '../sample-requests.js';

/** A request without a body. */
export function at(path: string, headers: Readonly<Record<string, string>> = {}): SampleRequest {
  return { path, headers };
}

/** A request with a JSON body. */
export function json(
  path: string,
  value: object,
  headers: Readonly<Record<string, string>> = {},
): SampleRequest {
  return withBody(path, JSON.stringify(value), 'application/json', headers);
}

export function withBody(
  path: string,
  body: string,
  type: string,
  headers: Readonly<Record<string, string>> = {},
): SampleRequest {
  return { path, body, headers: { 'content-type': type, ...headers } };
}
