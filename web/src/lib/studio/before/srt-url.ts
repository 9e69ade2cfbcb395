/**
 * What an encoder sends to by SRT, in the form that libsrt, ffmpeg and OBS read. OBS and ffmpeg count `latency` in
 * microseconds.
 */
export function srtUrl(host: string, { port, passphrase }: { port: number; passphrase: string | null }, key: string) {
  const secret = passphrase === null ? '' : `&passphrase=${encodeURIComponent(passphrase)}`
  return `srt://${host}:${port}?streamid=${encodeURIComponent(key)}&latency=200000${secret}`
}
