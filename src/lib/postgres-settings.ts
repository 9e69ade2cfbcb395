/**
 * The server's settings, written at each start. An operator's own go into `local.conf` beside the cluster; they come last and win.
 * Sizes are for one shop on a small machine: idle, the whole server takes about 60 MB.
 */
export function settings(fast: boolean, local: string): string {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    // Socket paths are limited to 107 bytes, which a data folder easily exceeds; loopback TCP is always there.
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '128MB',
    wal_level: 'replica',
    max_wal_size: '2GB',
    synchronous_commit: 'on',
    password_encryption: 'scram-sha-256',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    // A query whose app was killed gives back its locks, rather than finish for nobody.
    client_connection_check_interval: '1s',
    jit: 'off',
    io_workers: '1',
    max_logical_replication_workers: '0',
    ...(fast ? throwaway : {}),
  }
  const lines = Object.entries(all).map(([name, value]) => `${name} = '${value}'`)
  return `# Written at each start: your own settings belong in ../local.conf\n${lines.join('\n')}\n${local}\n`
}

/** For a cluster that nobody will miss: nothing waits for the disk. */
const throwaway: Record<string, string> = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  checkpoint_timeout: '1h',
  max_connections: '200',
}
