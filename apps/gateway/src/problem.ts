import { HttpException } from '@nestjs/common';

/** The problems that the API answers with (RFC 9457); `type` of each is `urn:bianzu:problem:<name>`. */
const problems = {
  unauthorised: [401, '缺少或无效的访问令牌。', 'The access token is missing or not valid.'],
  'login-wrong': [
    401,
    '姓名或密码不正确，或账号暂时锁定。',
    'The name or the password is wrong, or the account is locked for a while.',
  ],
  'session-ended': [401, '会话已结束，请重新登录。', 'The session has ended; log in again.'],
  'old-password-wrong': [
    422,
    '原密码不正确，或账号暂时锁定；密码未更改。',
    'The old password is wrong, or the account is locked for a while; nothing was changed.',
  ],
  'own-roles': [403, '本人的角色须由他人更改。', 'Somebody else has to change what you may do.'],
  'wrong-person': [422, '账号信息有误。', 'There cannot be such an account.'],
  'wrong-secret': [422, '密钥或证书无效。', 'This cannot be kept as a secret or certificate.'],
  'key-in-test-only': [
    403,
    'API 密钥只在测试状态有效；请用 /oauth/token 获取访问令牌。',
    'API keys are for partners in test state; get an access token from /oauth/token.',
  ],
  'no-secret-key': [
    503,
    '未设置 BIANZU_SECRET_KEY，无法保存密钥和签发令牌。',
    'BIANZU_SECRET_KEY is not set: secrets cannot be kept, nor tokens signed.',
  ],
  'issuer-away': [503, '暂时无法核对令牌，请稍后重试。', 'The token cannot be checked now; try again later.'],
  forbidden: [403, '令牌无权执行此操作。', 'The token may not do this.'],
  'signature-required': [401, '按约定，请求须签名。', 'It is agreed that requests are signed.'],
  'signature-wrong': [401, '请求的签名无效。', 'The signature of the request is not valid.'],
  'digest-wrong': [400, '内容与其摘要不符。', 'The body does not have the digest that it is said to have.'],
  'forbidden-type': [403, '令牌无权发送该类报文。', 'The token may not send messages of this type.'],
  'as2-refused': [403, '不接受该 AS2 传输。', 'The AS2 transmission is not taken.'],
  'not-found': [404, '未找到。', 'There is no such thing here.'],
  'bad-request': [400, '请求有误。', 'The request is wrong.'],
  'empty-body': [400, '请求没有内容。', 'The request has no body.'],
  'idempotency-conflict': [
    422,
    '该幂等键已用于内容不同的报文。',
    'This Idempotency-Key was used for a message with other content.',
  ],
  'too-slow': [408, '请求未在规定时间内到齐。', 'The request did not arrive in time.'],
  'too-large': [413, '内容超过上限。', 'The body is larger than allowed.'],
  'not-waiting': [409, '该报文不在等待处理。', 'The message is not waiting for a decision.'],
  'not-resent': [
    409,
    '该投递不能重发：未曾写成、正在途中，或经消息代理投递。',
    'The delivery cannot be sent again: it was never written, is on its way, or leaves through the broker.',
  ],
  'not-paused': [
    409,
    '目的地未暂停，不能清除积压。',
    'The destination is not held back; pause it before its backlog is purged.',
  ],
  'count-changed': [
    409,
    '数量已变化，未清除；请重新核对。',
    'There are not as many as were counted; nothing was purged.',
  ],
  'configuration-wrong': [
    422,
    '配置有误，未启用；原配置继续有效。',
    'The configuration has mistakes and was not activated; the one before stays.',
  ],
  'list-wrong': [422, '代码表内容有误，未保存。', 'The code list has mistakes and was not kept.'],
  'same-person': [403, '须由另一人启用。', 'Somebody else has to activate what you have proposed.'],
  'invalid-message': [422, '报文未通过校验，未接收。', 'The message is not valid and was not taken in.'],
  'too-many-subscriptions': [409, '订阅数量已达上限。', 'There are as many subscriptions as one may have.'],
  'not-active': [409, '订阅未生效。', 'The subscription is not active.'],
  'too-few-messages': [409, '报文太少，无法估算。', 'There are too few messages to forecast from.'],
  'conformance-missing': [
    409,
    '协议尚无符合性报告，不能生效；运维或管理员可说明理由后放行（overrideConformance）。',
    'Agreements would go live without a report that says conformant; an operator or administrator may give a reason (overrideConformance).',
  ],
  'no-scenario': [
    422,
    '该协议没有所要求的符合性场景。',
    'There is no such conformance scenario for this agreement.',
  ],
  'no-test-message': [
    422,
    '按该协议无法写出测试报文；问题见 issues。',
    'No test message can be written by this agreement; issues says why.',
  ],
  'run-ended': [
    409,
    '该运行已结束，或不向对方发送报文，或已发送过多。',
    'The run has ended, or nothing is sent in it, or too much was.',
  ],
  'state-impossible': [
    409,
    '协议不能由当前状态变为所要求的状态。',
    'The agreement cannot go from the state that it has to this one.',
  ],
  'another-version': [409, '当前启用的是另一版本。', 'Another version is active.'],
  'method-not-allowed': [405, '此路径不支持该方法。', 'This path does not have this method.'],
  'not-acceptable': [406, '无法以所要求的格式应答。', 'There is no answer in a format that you accept.'],
  'idempotency-under-way': [
    409,
    '同一幂等键的请求仍在处理。',
    'The first request with this Idempotency-Key is still being worked on.',
  ],
  'precondition-failed': [
    412,
    '资源已被改动，请先重新读取。',
    'It has changed meanwhile; read it again first.',
  ],
  'unsupported-media-type': [415, '不支持该内容类型。', 'The body has a media type that is not taken here.'],
  'address-too-long': [
    414,
    '地址中有过长的名称。',
    'A name in the address is longer than any that there is.',
  ],
  'headers-too-large': [431, '请求头超过上限。', 'The headers are larger than allowed.'],
  'precondition-required': [
    428,
    '请用 If-Match 指明所依据的版本。',
    'Say by If-Match which version you have seen.',
  ],
  'too-many-requests': [429, '请求过于频繁，请稍后重试。', 'Too many requests; try again later.'],
  busy: [503, '系统繁忙，请稍后重试。', 'The hub is busy; try again later.'],
  'database-away': [503, '数据库暂不可用，请稍后重试。', 'The database is away; try again later.'],
  internal: [500, '内部错误。', 'Something went wrong inside.'],
} as const satisfies Record<string, readonly [number, string, string]>;

export type ProblemName = keyof typeof problems;

/** What a fault is told in: `detail` is one text, as RFC 9457 wants it, with both languages; `text` has each for itself. */
export interface FaultWords {
  readonly detail: string;
  readonly text: { readonly zh: string; readonly en: string };
}

export function faultWords(zh: string, en: string): FaultWords {
  return { detail: `${zh} ${en}`, text: { zh, en } };
}

/** The body of a problem answer, `application/problem+json`. */
export interface ProblemDetails extends FaultWords {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly [member: string]: unknown;
}

export class ProblemException extends HttpException {
  constructor(
    readonly problem: ProblemDetails,
    readonly retryAfterSeconds?: number,
  ) {
    super(problem, problem.status);
  }
}

/** An exception that becomes this problem answer; `members` say more of the single case. */
export function problem(
  name: ProblemName,
  members: Record<string, unknown> = {},
  retryAfterSeconds?: number,
): ProblemException {
  const [status, zh, en] = problems[name];
  const type = `urn:bianzu:problem:${name}`;
  const details = { type, title: name, status, ...faultWords(zh, en), ...members };
  return new ProblemException(details, retryAfterSeconds ?? (status === 503 ? 2 : undefined));
}
