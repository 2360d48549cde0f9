import { counter, gauge, histogram, stepSeconds, waitSeconds } from './definition.js';

/** What leaves, in the worker that runs the relay, and in the hub. */
export const deliveryMetrics = {
  deliveries: counter('bianzu_deliveries_total', ['partner', 'destination', 'outcome'], {
    zh: '投递；outcome 为 delivered、failed（将重试）、unwritable（无法按目的地格式写出）',
    en: 'Deliveries; outcome is delivered, failed (tried again) or unwritable (not possible in the format of the destination)',
  }),
  acknowledgements: counter('bianzu_acknowledgements_total', ['partner', 'outcome'], {
    zh: '回执；outcome 为 delivered、failed（将重试）',
    en: 'Acknowledgements to senders; outcome is delivered or failed (tried again)',
  }),
  deliveryAttempts: counter('bianzu_delivery_attempts_total', ['partner', 'destination', 'outcome'], {
    zh: '经通道（REST、SFTP、AS2 等）的投递尝试，各工作进程分别计数；outcome 为 accepted、refused、invalid-answer、timeout、unreachable、gone、interrupted；一个合作伙伴的全部订阅合为 subscriptions',
    en: 'Attempts over channels (REST, SFTP, AS2 ...), counted by each worker; outcome is accepted, refused, invalid-answer, timeout, unreachable, gone or interrupted; all subscriptions of a partner are one destination, subscriptions',
  }),
  deliveryAttemptDuration: histogram(
    'bianzu_delivery_attempt_duration_seconds',
    ['partner', 'destination'],
    waitSeconds,
    { zh: '一次投递尝试的时间', en: 'How long one attempt over a channel took' },
  ),
  handovers: counter('bianzu_handovers_total', ['kind', 'outcome'], {
    zh: '移交给传输层的条目；kind 为 work、canonical、delivery，outcome 为 confirmed、failed',
    en: 'Entries handed to the transport; kind is work, canonical or delivery, outcome confirmed or failed',
  }),
  handoverWait: histogram('bianzu_handover_wait_seconds', ['kind'], waitSeconds, {
    zh: '从写入发件箱到传输层确认的时间',
    en: 'From the entry in the outbox to the confirm of the transport',
  }),
  handoverDuration: histogram('bianzu_handover_duration_seconds', ['kind'], stepSeconds, {
    zh: '传输层确认一组条目的时间',
    en: 'How long the transport took to confirm one batch of entries',
  }),
  deadLetters: counter('bianzu_dead_letters_total', ['exchange'], {
    zh: '放弃的消息，按来源交换机',
    en: 'Messages that were given up, by the exchange that they came from',
  }),
  relayActive: gauge('bianzu_relay_active', [], {
    zh: '本进程是否运行中继（1 是，0 否）；全部进程合计应为 1',
    en: 'Whether this process runs the relay, 1 or 0; over all processes it should be 1',
  }),
} as const;
