import { gauge } from './definition.js';

/**
 * What waits in the installation, read from the database when it is asked for, in worker and hub. Every worker tells the
 * same: take the maximum over processes, not the sum.
 */
export const waitingMetrics = {
  outboxEntries: gauge('bianzu_outbox_entries', ['kind'], {
    zh: '发件箱中待移交的条目；kind 为 work、canonical、delivery',
    en: 'Entries of the outbox to be handed over; kind is work, canonical or delivery',
  }),
  outboxOldestAge: gauge('bianzu_outbox_oldest_age_seconds', ['kind'], {
    zh: '发件箱中最早条目的等待时间',
    en: 'How long the oldest entry of the outbox has waited',
  }),
  laneMessages: gauge('bianzu_lane_messages', ['lane'], {
    zh: '各通道未处理完的报文数（最早的一万条之内）',
    en: 'Messages of a lane that are on their way, among the oldest ten thousand',
  }),
  laneOldestAge: gauge('bianzu_lane_oldest_age_seconds', ['lane'], {
    zh: '各通道最早未处理完报文的时间',
    en: 'Age of the oldest message of a lane that is on its way',
  }),
  waitingMessages: gauge('bianzu_waiting_messages', ['state'], {
    zh: '等待中的报文；state 为 received（途中）、quarantined、parked',
    en: 'Messages that wait; state is received (on their way), quarantined or parked',
  }),
  openBatches: gauge('bianzu_batches_open', [], {
    zh: '正在读取的批数',
    en: 'Batches that are being read',
  }),
  openBatchRecords: gauge('bianzu_batches_open_records_done', [], {
    zh: '正在读取的批中已处理的记录数',
    en: 'Records that are committed already of the batches that are being read',
  }),
  destinationBacklog: gauge('bianzu_destination_backlog', ['partner', 'destination', 'state'], {
    zh: '各目的地经通道投递的积压；state 为 waiting、sending、awaiting-receipt、offered（等对方来取）',
    en: 'Deliveries over channels that are not settled; state is waiting, sending, awaiting-receipt or offered (to be fetched by the partner)',
  }),
  destinationOldestAge: gauge('bianzu_destination_oldest_age_seconds', ['partner', 'destination'], {
    zh: '各目的地积压中最早一条的等待时间',
    en: 'How long the oldest delivery of a destination has waited',
  }),
  destinationBreaker: gauge('bianzu_destination_breaker', ['partner', 'destination'], {
    zh: '目的地的断路器：0 闭合，0.5 试探，1 断开',
    en: 'Breaker of a destination: 0 closed, 0.5 half-open, 1 open',
  }),
  destinationPaused: gauge('bianzu_destination_paused', ['partner', 'destination'], {
    zh: '目的地是否被暂停（人工、整个合作伙伴，或对方已停用）：1 是，0 否',
    en: 'Whether nothing is sent: paused by hand, with its whole partner, or switched off because the partner wants nothing more; 1 or 0',
  }),
  acknowledgementsOverdue: gauge('bianzu_acknowledgements_overdue', ['partner', 'owed_by'], {
    zh: '逾期的回执；owed_by 为 partner（对方欠我方）或 us（我方欠对方，见协议的 acknowledgementDeadline）',
    en: 'Acknowledgements that are late; owed_by is partner (owed to us) or us (owed to the partner, by acknowledgementDeadline of its agreements)',
  }),
  secretsEnding: gauge('bianzu_secrets_ending', ['kind'], {
    zh: '三十天内到期或已到期而未更换的密钥（secret）与证书（certificate）',
    en: 'Secrets and certificates (kind) that end within thirty days, or have ended, and are not replaced',
  }),
  doctorFindings: gauge('bianzu_doctor_findings', ['kind'], {
    zh: '体检发现而未自动处理的数量，仅由负责体检的进程给出；kind 见 bianzu doctor',
    en: 'What the doctor has found and not healed, told by the one process that examines; kinds as in bianzu doctor',
  }),
} as const;
