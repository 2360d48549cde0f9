import type { ChannelContext } from '../channel.js';
import type { GuardedAnswer } from '../http/guarded-answer.js';
import { guardedRequest, type GuardedRequest } from '../http/guarded-request.js';
import { authorizations, secretsIn, tlsOf, type Credentials } from './credentials.js';

/**
 * One request with each active secret of the connection, the newest first, until the answer is another than 401: a partner may not
 * know the newest yet.
 * @returns the last answer, without our credentials when it repeats them: answers are kept and shown
 * @throws SecretMissing
 */
export async function authorizedRequest(
  request: Omit<GuardedRequest, 'allow' | 'signal' | 'tls'>,
  credentials: Credentials,
  context: ChannelContext,
): Promise<GuardedAnswer> {
  const tls = await tlsOf(credentials, context);
  const [newest, ...older] = await authorizations(credentials, context);
  const sent = async (authorization: string | undefined): Promise<GuardedAnswer> =>
    withoutCredentials(
      await guardedRequest({
        ...request,
        headers: { ...request.headers, ...(authorization === undefined ? {} : { authorization }) },
        allow: context.outbound,
        signal: context.signal,
        tls,
      }),
      authorization,
    );
  let answer = await sent(newest);
  for (const authorization of older) {
    if (answer.kind !== 'answer' || answer.status !== 401) return answer;
    answer = await sent(authorization);
  }
  return answer;
}

function withoutCredentials(answer: GuardedAnswer, authorization: string | undefined): GuardedAnswer {
  if (answer.kind !== 'answer' || authorization === undefined) return answer;
  // every byte is one character and comes back as it was
  const text = answer.body.toString('latin1');
  const told = secretsIn(authorization).reduce(
    (rest, secret) => rest.replaceAll(Buffer.from(secret).toString('latin1'), '***'),
    text,
  );
  return told === text ? answer : { ...answer, body: Buffer.from(told, 'latin1') };
}
