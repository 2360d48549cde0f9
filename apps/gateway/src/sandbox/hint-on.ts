import { agreementName } from '#libs/configuration';
import type { SampleReport } from '#libs/conformance';
import type { Partner } from '#libs/routing';

/** What a partner may do whose sample was not examined, and by what its agreements are told. */
export interface Hint {
  readonly text: { readonly zh: string; readonly en: string };
  readonly agreements: readonly { readonly id: string; readonly state: string; readonly recognise: object }[];
}

const texts = {
  'agreement-missing': {
    zh: '没有协议适用于此样例。各协议按格式、根元素、属性、文件名（Content-Disposition）等识别，见 agreements。',
    en: 'No agreement is about this sample. Each is told by format, root, property, file name (Content-Disposition) and so on: see agreements.',
  },
  'agreement-draft': {
    zh: '协议尚为草案。开始符合性运行（POST /v1/conformance/runs）后协议进入测试状态，即可试发。',
    en: 'The agreement is a draft. Begin a conformance run (POST /v1/conformance/runs): it goes into test, and samples are examined.',
  },
} as const;

/** Undefined when the sample was examined. */
export function hintOn({ messages, reason }: SampleReport, { agreements }: Partner): Hint | undefined {
  const found = [reason, ...messages.map((message) => message.reason)].find(
    (one): one is keyof typeof texts => one !== undefined && Object.hasOwn(texts, one),
  );
  if (found === undefined) return undefined;
  const known = agreements.map((one) => ({
    id: agreementName(one),
    state: one.state,
    recognise: one.recognise,
  }));
  return { text: texts[found], agreements: known };
}
