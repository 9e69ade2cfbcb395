import { type Run, skeletonOf } from './skeleton.ts'

/** What becomes of a message that has one of these in it. */
export type WordAction = 'refuse' | 'hold'
/** `text` is a word or a phrase; a star at its end takes every word that begins so: `scam*`. */
export type WatchedWord = { text: string; action: WordAction }

/** Chinese, Japanese and Thai write words without a space between them: there, parts of words count too. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

type Node = { next: Map<string, Node>; ends: { runs: readonly Run[]; begins: boolean; word: WatchedWord }[] }
const node = (): Node => ({ next: new Map(), ends: [] })
/** Between two words. */
const gap: Run = { letter: ' ', times: 1 }
const runsMost = 60

export type Watch = (text: string) => WatchedWord | undefined

/**
 * Looks for a brand's words in a text, however they are spelled (`skeleton.ts`). Takes time in proportion to the text,
 * whatever it is: no regular expression, and no walk longer than the longest word.
 * @returns what finds the gravest word in a text, `refuse` before `hold`
 */
export function watchFor(words: readonly WatchedWord[]): Watch {
  const root = node()
  for (const word of words) {
    const begins = word.text.endsWith('*')
    const runs = flat(word.text.replace(/\*$/, '')).slice(0, runsMost)
    if (runs.length === 0) continue
    let at = root
    for (const { letter } of runs) {
      const next = at.next.get(letter) ?? node()
      at.next.set(letter, next)
      at = next
    }
    at.ends.push({ runs, begins: begins || unspaced.test(word.text), word })
  }
  return (text) => {
    const runs = flat(text)
    let found: WatchedWord | undefined
    for (let start = 0; start < runs.length; start++) {
      if (start > 0 && runs[start - 1] !== gap && !unspaced.test(runs[start]!.letter)) continue
      found = graver(found, foundAt(root, runs, start))
      if (found?.action === 'refuse') return found
    }
    return found
  }
}

const flat = (text: string): Run[] => skeletonOf(text).flatMap((word, i) => (i > 0 ? [gap, ...word] : [...word]))

const graver = (a: WatchedWord | undefined, b: WatchedWord | undefined) =>
  !a || (b?.action === 'refuse' && a.action === 'hold') ? b : a

function foundAt(root: Node, runs: readonly Run[], start: number): WatchedWord | undefined {
  let found: WatchedWord | undefined
  let at: Node | undefined = root
  for (let i = start; i < runs.length; i++) {
    at = at.next.get(runs[i]!.letter)
    if (!at) break
    const whole = i + 1 === runs.length || runs[i + 1] === gap
    for (const end of at.ends) {
      // "boot" is no "bot", but "boooot" is a "boot": at least as many of each letter as the word has.
      const drawn = end.runs.every(
        (run, n) =>
          runs[start + n]!.times >= run.times && ((end.begins && start + n === i) || !isOther(run, runs[start + n]!)),
      )
      if (drawn && (whole || end.begins)) found = graver(found, end.word)
    }
  }
  return found
}

/** One letter more may be another word ("as", "ass"); two more are somebody drawing it out. */
const isOther = (wanted: Run, seen: Run) => seen.times === wanted.times + 1 && seen.times === 2
