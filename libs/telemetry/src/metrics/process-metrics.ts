import { counter, gauge } from './definition.js';

/** The process itself, in every process. Names without `bianzu_` are those that Prometheus clients commonly use. */
export const processMetrics = {
  processInfo: gauge('bianzu_process_info', ['process'], {
    zh: '恒为 1；process 为 gateway、worker 或 hub',
    en: 'Always 1; process is gateway, worker or hub',
  }),
  databaseUp: gauge('bianzu_database_up', [], {
    zh: '数据库是否应答',
    en: 'Whether the database answers',
  }),
  transportUp: gauge('bianzu_transport_up', [], {
    zh: '传输层是否连通',
    en: 'Whether the transport is connected',
  }),
  databaseConnections: gauge('bianzu_database_connections', ['state'], {
    zh: '数据库连接池；state 为 busy、idle，waiting 为等待连接的请求',
    en: 'Connections of the pool; state is busy or idle, waiting counts requests for a connection',
  }),
  skippedLogLines: counter('bianzu_log_lines_skipped_total', [], {
    zh: '因抽样未写出的成功日志行',
    en: 'Log lines about successes that sampling has left out',
  }),
  cpuTime: counter('process_cpu_seconds_total', [], {
    zh: '进程的处理器时间',
    en: 'Processor time of the process',
  }),
  residentMemory: gauge('process_resident_memory_bytes', [], { zh: '常驻内存', en: 'Resident memory' }),
  startTime: gauge('process_start_time_seconds', [], {
    zh: '启动时刻（自 1970 年的秒数）',
    en: 'When the process began, in seconds since 1970',
  }),
  heapUsed: gauge('nodejs_heap_size_used_bytes', [], { zh: '已用的堆内存', en: 'Heap in use' }),
  heapTotal: gauge('nodejs_heap_size_total_bytes', [], { zh: '堆内存', en: 'Heap' }),
  externalMemory: gauge('nodejs_external_memory_bytes', [], {
    zh: '堆外内存',
    en: 'Memory outside of the heap',
  }),
  eventLoopLag: gauge('nodejs_eventloop_lag_mean_seconds', [], {
    zh: '上次读取以来事件循环的平均延迟',
    en: 'Mean delay of the event loop since it was last asked for',
  }),
  eventLoopLagP99: gauge('nodejs_eventloop_lag_p99_seconds', [], {
    zh: '上次读取以来事件循环延迟的 99 分位数',
    en: '99th percentile of the delay of the event loop since it was last asked for',
  }),
  eventLoopUtilization: gauge('nodejs_eventloop_utilization_ratio', [], {
    zh: '上次读取以来事件循环的占用率，0 到 1',
    en: 'How busy the event loop was since it was last asked for, 0 to 1',
  }),
} as const;
