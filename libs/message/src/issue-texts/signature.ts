import type { IssueText } from './issue-text.js';

/** Faults of the signature that a message was agreed to have. None of them can be tolerated. */
export const signatureTexts = {
  'signature-missing': {
    severity: 'error',
    zh: '报文没有签名，协议要求 XML 签名。',
    en: 'The message is not signed; an XML signature was agreed.',
  },
  'signature-unsuitable': {
    severity: 'error',
    zh: '签名形式不符合约定（{zh}）：应为对整个报文的封装式 XML 签名，RSA 或 ECDSA（P-256、P-384）与 SHA-256 以上的摘要。',
    en: 'The signature is not of the agreed form ({en}): an enveloped XML signature over the whole message, RSA or ECDSA (P-256, P-384) with SHA-256 or longer.',
  },
  'signature-altered': {
    severity: 'error',
    zh: '报文与所签名的内容不一致，签名后被改动。',
    en: 'The message is not what was signed: it was altered after that.',
  },
  'signature-foreign': {
    severity: 'error',
    zh: '签名不是由约定的证书“{expected}”作出，所附证书：{value}。',
    en: 'The signature was not made with an agreed certificate "{expected}"; the one shown with it: {value}.',
  },
  'signature-expired': {
    severity: 'error',
    zh: '签名所用的约定证书“{expected}”在 {value} 不在有效期内或已停用。',
    en: 'The agreed certificate "{expected}" that made the signature was not valid at {value}, or is retired.',
  },
  'signature-unchecked': {
    severity: 'error',
    zh: '无法核验签名：没有合作方的证书“{expected}”。',
    en: 'The signature cannot be checked: there is no certificate "{expected}" of the partner.',
  },
} as const satisfies Record<string, IssueText>;
