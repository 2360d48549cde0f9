import type { Answer, HubClient } from '../support/hub-client.js';

export interface TokenAnswer {
  readonly access_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly error?: string;
}

/** Asks for an access token as a client would. */
export function askForToken(
  stranger: HubClient,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer<TokenAnswer>> {
  const text = new URLSearchParams({ grant_type: 'client_credentials', ...form }).toString();
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return stranger.tell<TokenAnswer>('POST', '/oauth/token', text, { ...type, ...headers });
}
