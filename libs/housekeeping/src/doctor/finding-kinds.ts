/** What can be found: how bad it is, what it means, and what to do about it. */
interface KindOfFinding {
  /** `error`: something has no next action, or has lost its way. `warning`: somebody should look. */
  readonly severity: 'error' | 'warning';
  readonly text: Bilingual;
  readonly advice: Bilingual;
}

interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

const kind = (
  severity: KindOfFinding['severity'],
  text: readonly [string, string],
  advice: readonly [string, string],
): KindOfFinding => ({
  severity,
  text: { zh: text[0], en: text[1] },
  advice: { zh: advice[0], en: advice[1] },
});

export const findingKinds = {
  'work-lost': kind(
    'error',
    ['报文已接收，但既不在发件箱，也不在队列中', 'received messages that are in no outbox and no queue'],
    ['自动重新排队；反复出现即为缺陷', 'they are queued again; a defect when it happens again and again'],
  ),
  'batch-stuck': kind(
    'error',
    ['批文件长时间没有进展', 'batches that have not come further for long'],
    ['自动从中断处继续', 'they are queued again and go on where they were'],
  ),
  'delivery-lost': kind(
    'error',
    ['待投递，但不在发件箱中', 'deliveries that are pending and in no outbox'],
    ['自动重新放入发件箱', 'they are put into the outbox again'],
  ),
  'effects-missing': kind(
    'error',
    ['报文已接受，但客户库中没有其结果', 'accepted messages whose effects are not in the store'],
    ['保留数据库并报告缺陷', 'keep the database and report a defect'],
  ),
  'batch-gap': kind(
    'error',
    ['已拆分的批文件缺少记录', 'batches with fewer records than they had'],
    ['保留数据库并报告缺陷', 'keep the database and report a defect'],
  ),
  'control-numbers': kind(
    'error',
    ['发出的交换控制参考号有缺失或重复', 'control numbers of sent interchanges are missing or used twice'],
    ['保留数据库并报告缺陷；告知对方', 'keep the database, report a defect, and tell the partner'],
  ),
  'delivery-failed': kind(
    'warning',
    ['过去一天内无法生成的投递', 'deliveries of the last day that could not be written'],
    [
      '查看报文的问题列表，修正目标映射后重新发送',
      'see the issues of the message, mend the mapping of the destination, have it sent again',
    ],
  ),
  'outbox-old': kind(
    'warning',
    ['发件箱条目滞留过久', 'outbox entries that have waited too long'],
    [
      '检查消息代理、目标队列及处理进程',
      'look at the broker, at the queue of the destination, and whether a worker runs',
    ],
  ),
  'lane-without-consumer': kind(
    'error',
    ['通道没有处理进程', 'lanes that nobody works on'],
    ['启动处理进程；检查 BIANZU_LANES 是否一致', 'start a worker; BIANZU_LANES must be the same everywhere'],
  ),
  'intake-without-consumer': kind(
    'error',
    ['接收队列没有网关读取', 'intake queues that no gateway reads'],
    ['启动或重启网关', 'start a gateway, or start it again'],
  ),
  'dead-letters-unowned': kind(
    'error',
    ['死信无人处理', 'dead letters that nobody takes'],
    ['启动处理进程', 'start a worker'],
  ),
  'transport-silent': kind(
    'warning',
    ['无法查询消息代理', 'the broker could not be asked'],
    ['检查消息代理；接收不受影响', 'look at the broker; intake goes on'],
  ),
  'worker-missing': kind(
    'error',
    ['没有运行中的处理进程', 'no worker has reported itself'],
    ['启动处理进程', 'start a worker'],
  ),
  'partition-missing': kind(
    'error',
    ['今后几日缺少分区', 'days to come without partitions'],
    ['自动创建；在此之前写入 _rest 分区', 'they are made; until then messages go to the _rest partitions'],
  ),
  'rows-beside': kind(
    'warning',
    ['默认分区中有数据', 'rows in the default partitions'],
    [
      '检查各机时钟；相应日期的分区创建后自动移入',
      'look at the clocks; rows move when the partition of their day is made',
    ],
  ),
  parked: kind(
    'warning',
    ['报文处理失败，已搁置', 'messages on which the journey failed'],
    ['查看原因，修复后放行', 'see the reason, mend it, release them'],
  ),
  'quarantined-long': kind(
    'warning',
    ['隔离超过一天，等待决定', 'messages that have waited for a decision for more than a day'],
    [
      '处理未知代码、发送方或协议后放行',
      'decide about the code, the sender or the agreement, and release them',
    ],
  ),
  'unknown-codes': kind(
    'warning',
    ['未解释的代码', 'codes that nobody has explained'],
    ['逐一建立对照，等待的报文自动继续', 'explain each once; what waits on it goes on'],
  ),
  'acknowledgement-overdue': kind(
    'warning',
    ['对方逾期未回执', 'acknowledgements that partners owe'],
    ['联系对方', 'talk to the partner'],
  ),
  'answer-overdue': kind(
    'warning',
    [
      '我方回执超过协议规定的时限',
      'messages whose partner does not have our acknowledgement in the agreed time',
    ],
    [
      '处理隔离、搁置或途中的报文，检查对方的投递：GET /v1/acknowledgements/owed',
      'finish what is quarantined, parked or on its way, look at the deliveries to the partner: GET /v1/acknowledgements/owed',
    ],
  ),
  'queue-unread': kind(
    'warning',
    ['合作方队列超过七天无人读取', 'queues that their partner has not read for a week'],
    ['联系对方；九十天后删除', 'talk to the partner; after ninety days messages are removed'],
  ),
  'configuration-refused': kind(
    'warning',
    ['最近一次配置启用被拒绝', 'the last configuration was refused'],
    [
      '按问题列表修改后重新启用：bianzu config status',
      'mend what is listed by bianzu config status, and activate again',
    ],
  ),
  'configuration-behind': kind(
    'error',
    ['进程仍在使用旧配置', 'processes that do not work by the active configuration'],
    ['查看该进程日志；必要时重启', 'see the log of the process; start it again if need be'],
  ),
  'secret-ends': kind(
    'warning',
    [
      '密钥或证书将在三十天内到期，或已到期',
      'secrets and certificates that end within thirty days, or have ended',
    ],
    [
      '存入新版本，或停用：bianzu secrets put / retire',
      'put a new version, or retire it: bianzu secrets put / retire',
    ],
  ),
  'retention-held': kind(
    'warning',
    ['保存期已过，但尚有未完成的报文', 'days that are due to go and have unfinished messages'],
    ['处理隔离、搁置或待投递的报文', 'finish what is quarantined, parked or pending in them'],
  ),
  'archive-failed': kind(
    'error',
    ['归档失败，到期数据未删除', 'the archive could not be written; nothing due was removed'],
    ['检查归档目录的空间与权限', 'look at the space and the rights of the archive folder'],
  ),
} as const satisfies Record<string, KindOfFinding>;

export type FindingKind = keyof typeof findingKinds;
