import { counter, groupSizes, histogram, stepSeconds, waitSeconds } from './definition.js';

/** What becomes of messages, in worker and hub. */
export const journeyMetrics = {
  messages: counter('bianzu_messages_total', ['partner', 'format', 'agreement', 'stage', 'outcome'], {
    zh: '处理完的报文（批中的记录各计一次）；stage 为作出结论的阶段，outcome 为 accepted、refused、duplicate、quarantined、parked',
    en: 'Messages that came to a verdict, records of a batch one by one; stage is where it was decided, outcome accepted, refused, duplicate, quarantined or parked',
  }),
  rejections: counter('bianzu_rejections_total', ['outcome', 'reason'], {
    zh: '未接受的报文，按决定性的问题代码',
    en: 'Messages that were not accepted, by the code of the issue that decided',
  }),
  stageDuration: histogram('bianzu_stage_duration_seconds', ['stage', 'format'], stepSeconds, {
    zh: '每条报文在各阶段的时间',
    en: 'Time of one message in one stage',
  }),
  commitDuration: histogram('bianzu_journey_commit_duration_seconds', [], stepSeconds, {
    zh: '写入结果的事务时间（一组一次）',
    en: 'Transactions that write outcomes, one for each group',
  }),
  groupMessages: histogram('bianzu_journey_group_messages', [], groupSizes, {
    zh: '一次提交的报文数',
    en: 'Messages whose outcomes share one commit',
  }),
  journeyDuration: histogram('bianzu_journey_duration_seconds', ['partner'], waitSeconds, {
    zh: '从接收到写入结果的时间',
    en: 'From receipt to the commit of the outcome',
  }),
  journeyErrors: counter('bianzu_journey_errors_total', ['stage'], {
    zh: '处理过程本身的错误（随后重试）',
    en: 'Errors of the processing itself, which is tried again',
  }),
  batches: counter('bianzu_batches_total', ['partner', 'agreement', 'outcome'], {
    zh: '读完的批；outcome 为 split 或 refused',
    en: 'Batches read to their end; outcome is split or refused',
  }),
  batchRecords: counter('bianzu_batch_records_total', ['partner', 'agreement'], {
    zh: '已处理的批记录',
    en: 'Records of batches that have been committed',
  }),
} as const;
