import type { ChannelContext } from '../channel.js';
import type { GuardedAnswer } from '../http/guarded-answer.js';
import { guardedRequest, type GuardedRequest } from '../http/guarded-request.js';
import { authorizations, tlsOf, type Credentials } from './credentials.js';

/**
 * One request with each active secret of the connection, the newest first, until the answer is another than 401: a partner may not
 * know the newest yet.
 * @returns the last answer
 * @throws SecretMissing
 */
export async function authorizedRequest(
  request: Omit<GuardedRequest, 'allow' | 'signal' | 'tls'>,
  credentials: Credentials,
  context: ChannelContext,
): Promise<GuardedAnswer> {
  const tls = await tlsOf(credentials, context);
  const [newest, ...older] = await authorizations(credentials, context);
  const sent = (authorization: string | undefined): Promise<GuardedAnswer> =>
    guardedRequest({
      ...request,
      headers: { ...request.headers, ...(authorization === undefined ? {} : { authorization }) },
      allow: context.outbound,
      signal: context.signal,
      tls,
    });
  let answer = await sent(newest);
  for (const authorization of older) {
    if (answer.kind !== 'answer' || answer.status !== 401) return answer;
    answer = await sent(authorization);
  }
  return answer;
}
