export type PublisherStats = {
  videoKbps: number
  audioKbps: number
  fps: number
  width: number
  height: number
  roundTripMs: number | undefined
  lostShare: number // Of packets, 0 to 1, as the server reports.
}

/** Rates between two readings. */
export function statsBetween(before: StatsReading, now: StatsReading): PublisherStats {
  const seconds = Math.max(0.001, (now.at - before.at) / 1000)
  const kbps = (bytes: number) => Math.max(0, Math.round((bytes * 8) / 1000 / seconds))
  return {
    videoKbps: kbps(now.videoBytes - before.videoBytes),
    audioKbps: kbps(now.audioBytes - before.audioBytes),
    fps: now.fps,
    width: now.width,
    height: now.height,
    roundTripMs: now.roundTripMs,
    lostShare: now.lostShare,
  }
}

/** What the browser's counters stood at. */
export type StatsReading = {
  at: number
  videoBytes: number
  audioBytes: number
  fps: number
  width: number
  height: number
  roundTripMs: number | undefined
  lostShare: number
}

export function readStats(report: RTCStatsReport, at: number): StatsReading {
  const out: StatsReading = {
    at,
    videoBytes: 0,
    audioBytes: 0,
    fps: 0,
    width: 0,
    height: 0,
    roundTripMs: undefined,
    lostShare: 0,
  }
  report.forEach((entry) => {
    if (entry.type === 'outbound-rtp' && entry.kind === 'audio') out.audioBytes += entry.bytesSent ?? 0
    if (entry.type === 'outbound-rtp' && entry.kind === 'video') {
      out.videoBytes += entry.bytesSent ?? 0
      out.fps = entry.framesPerSecond ?? 0
      out.width = entry.frameWidth ?? 0
      out.height = entry.frameHeight ?? 0
    }
    if (entry.type !== 'remote-inbound-rtp') return
    if (entry.kind === 'video') out.lostShare = entry.fractionLost ?? 0
    if (entry.roundTripTime !== undefined) out.roundTripMs = Math.round(entry.roundTripTime * 1000)
  })
  return out
}
