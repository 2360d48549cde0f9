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
  doctorFindings: gauge('bianzu_doctor_findings', ['kind'], {
    zh: '体检发现而未自动处理的数量，仅由负责体检的进程给出；kind 见 bianzu doctor',
    en: 'What the doctor has found and not healed, told by the one process that examines; kinds as in bianzu doctor',
  }),
} as const;
