import { counter, gauge, groupSizes, histogram, stepSeconds, waitSeconds } from './definition.js';

/** At the door, in gateway and hub. */
export const intakeMetrics = {
  intakeRequests: counter('bianzu_intake_requests_total', ['channel', 'partner', 'outcome'], {
    zh: '入口收到的传输次数；outcome 为 accepted、repeated、conflict，或拒绝的原因',
    en: 'Transmissions at the door; outcome is accepted, repeated, conflict, or the problem it was turned away with',
  }),
  intakeBytes: counter('bianzu_intake_bytes_total', ['channel', 'partner'], {
    zh: '已接收报文的字节数',
    en: 'Bytes of the messages taken in',
  }),
  intakeDuration: histogram('bianzu_intake_duration_seconds', ['channel'], waitSeconds, {
    zh: '从读完报文到持久保存的时间',
    en: 'From the last byte read to durable',
  }),
  as2Mdns: counter('bianzu_as2_mdns_total', ['partner', 'direction', 'outcome'], {
    zh: 'AS2 回执；direction 为 sent（对方传来的报文的结果）或 received（异步到达的回执），outcome 为 processed、错误修饰词，或 matched、duplicate、late、orphan、refused、invalid',
    en: 'AS2 receipts; direction is sent (what became of transmissions that came) or received (those that came by themselves), outcome is processed or an error modifier, or matched, duplicate, late, orphan, refused, invalid',
  }),
  intakeGroupMessages: histogram('bianzu_intake_group_messages', [], groupSizes, {
    zh: '一次提交合并的报文数',
    en: 'Messages that share one commit',
  }),
  intakeGroupWait: histogram('bianzu_intake_group_wait_seconds', [], waitSeconds, {
    zh: '组内最先到的报文等待提交开始的时间',
    en: 'How long the first of a group waited for its commit to begin',
  }),
  intakeCommitDuration: histogram('bianzu_intake_commit_duration_seconds', [], stepSeconds, {
    zh: '入口事务的时间',
    en: 'Transactions of the intake',
  }),
  intakeWaitingBytes: gauge('bianzu_intake_waiting_bytes', [], {
    zh: '等待提交的字节数；过多时回答 503',
    en: 'Bytes that wait for their commit; beyond a limit senders get 503',
  }),
} as const;
