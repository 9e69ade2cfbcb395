/** What a viewer asks for: packets again, or a key picture. */
export type Feedback = { lost: number[]; keyFrame: boolean }

const transportFeedback = 205 // RFC 4585 §6.1
const payloadFeedback = 206
const lostMax = 512

/** Reads generic NACK (RFC 4585 §6.2.1), PLI (§6.3.1) and FIR (RFC 5104 §4.3.1) out of a compound packet. */
export function readFeedback(bytes: Buffer): Feedback {
  const feedback: Feedback = { lost: [], keyFrame: false }
  for (let at = 0; at + 4 <= bytes.length; ) {
    const end = at + (bytes.readUInt16BE(at + 2) + 1) * 4
    if (end > bytes.length) break
    const [format, type] = [bytes[at]! & 31, bytes[at + 1]]
    if (type === payloadFeedback && (format === 1 || format === 4)) feedback.keyFrame = true
    if (type === transportFeedback && format === 1)
      for (let word = at + 12; word + 4 <= end && feedback.lost.length < lostMax; word += 4)
        feedback.lost.push(...lostIn(bytes.readUInt16BE(word), bytes.readUInt16BE(word + 2)))
    at = end
  }
  return feedback
}

function lostIn(first: number, mask: number): number[] {
  const lost = [first]
  for (let bit = 0; bit < 16; bit++) if (mask & (1 << bit)) lost.push((first + 1 + bit) % 65536)
  return lost
}
