export interface ReasonText {
  readonly zh: string;
  readonly en: string;
}

/** What the health report says of a part that is not up. Figures only: anybody may read it. */
export const reasons = {
  database: (): ReasonText => ({ zh: '数据库没有应答。', en: 'The database does not answer.' }),
  transport: (): ReasonText => ({
    zh: '与消息代理没有连接；报文照常接收，恢复后继续处理。',
    en: 'There is no connection to the broker; messages are taken in all the same and go on when it is back.',
  }),
  outbox: (seconds: number): ReasonText => ({
    zh: `发件箱中最早的条目已等待 ${seconds} 秒。`,
    en: `The oldest entry of the outbox has waited for ${seconds} seconds.`,
  }),
  lanes: (lanes: readonly number[], seconds: number): ReasonText => ({
    zh: `通道 ${lanes.join('、')} 中有报文等待超过 ${seconds} 秒。`,
    en: `In ${lanes.length === 1 ? 'lane' : 'lanes'} ${lanes.join(', ')} a message has waited for more than ${seconds} seconds.`,
  }),
  secrets: (count: number, days: number): ReasonText => ({
    zh: `${count} 个密钥或证书将在 ${days} 天内到期，或已到期；请运行 bianzu doctor。`,
    en: `${count} secrets or certificates end within ${days} days, or have ended; run bianzu doctor.`,
  }),
  acknowledgements: (ofPartners: number, ofOurs: number): ReasonText => ({
    zh: `逾期的回执：对方欠 ${ofPartners} 个，我方欠 ${ofOurs} 个；请运行 bianzu doctor。`,
    en: `Acknowledgements that are late: ${ofPartners} owed by partners, ${ofOurs} by us; run bianzu doctor.`,
  }),
  disk: (freeMegabytes: number): ReasonText => ({
    zh: `磁盘仅剩 ${freeMegabytes} MiB。`,
    en: `Only ${freeMegabytes} MiB of disk space are left.`,
  }),
  configuration: (problems: number): ReasonText => ({
    zh: `配置有 ${problems} 处错误；请运行 bianzu config check。`,
    en: `The configuration has ${problems} mistakes; run bianzu config check.`,
  }),
  refused: (version: number): ReasonText => ({
    zh: `本进程无法启用配置版本 ${version}，仍使用之前的版本。`,
    en: `This process cannot use version ${version} of the configuration and stays with the one before.`,
  }),
} as const;
