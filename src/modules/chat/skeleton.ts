/*
 * What a text looks like to a reader, whatever it is written with: the form in which words are looked for and texts are
 * compared. After Unicode's confusable detection (UTS #39 §4), with a short table of our own for what is used in chats,
 * and the digits and signs that stand for letters.
 */

/** One letter and how often it stands there in a row. */
export type Run = { letter: string; times: number }
/** Words of letters and digits, in order. */
export type Skeleton = readonly (readonly Run[])[]

/** Letters of other scripts, and signs, that are read as a Latin letter. */
const readAs: Record<string, string> = {
  ...Object.fromEntries([...'аαɑ@4'].map((sign) => [sign, 'a'])),
  ...Object.fromEntries([...'вβ8'].map((sign) => [sign, 'b'])),
  ...Object.fromEntries([...'сϲ'].map((sign) => [sign, 'c'])),
  ...Object.fromEntries([...'еєε3€'].map((sign) => [sign, 'e'])),
  ...Object.fromEntries([...'ɡ9'].map((sign) => [sign, 'g'])),
  ...Object.fromEntries([...'іιӏı1l|!'].map((sign) => [sign, 'i'])),
  ...Object.fromEntries([...'κк'].map((sign) => [sign, 'k'])),
  ...Object.fromEntries([...'мμ'].map((sign) => [sign, 'm'])),
  ...Object.fromEntries([...'νη'].map((sign) => [sign, 'n'])),
  ...Object.fromEntries([...'оοσ0'].map((sign) => [sign, 'o'])),
  ...Object.fromEntries([...'рρ'].map((sign) => [sign, 'p'])),
  ...Object.fromEntries([...'ѕ5$'].map((sign) => [sign, 's'])),
  ...Object.fromEntries([...'тτ7+'].map((sign) => [sign, 't'])),
  ...Object.fromEntries([...'υц'].map((sign) => [sign, 'u'])),
  ...Object.fromEntries([...'хχ×'].map((sign) => [sign, 'x'])),
  ...Object.fromEntries([...'уγ'].map((sign) => [sign, 'y'])),
}
const alwaysLetter = /[\p{L}\p{N}]/u
/** What stands for a letter only beside letters: "f@ke", and not "3 + 4". */
const standsIn = /[@4839€1|!05$7+×]/

/** @returns the words of a text; none when it has neither letters nor digits */
export function skeletonOf(text: string): Skeleton {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\p{Cf}\p{Variation_Selector}]/gu, '')
  const words: string[][] = []
  let word: string[] = []
  const end = () => {
    // A sign at the end of a word is what it looks like: "idiot!".
    while (word.length > 0 && !alwaysLetter.test(word.at(-1)!)) word.pop()
    if (word.length > 0) words.push(word)
    word = []
  }
  for (const letter of plain) {
    if (alwaysLetter.test(letter) || standsIn.test(letter)) word.push(letter)
    else end()
  }
  end()
  return spelledOut(words).map(runsOf)
}

/** "s p a m" and "s.p.a.m" are one word: three single letters and more in a row are put together. */
function spelledOut(words: readonly string[][]): string[][] {
  const out: string[][] = []
  for (let i = 0; i < words.length; ) {
    let end = i
    while (words[end]?.length === 1) end++
    if (end - i >= 3) {
      out.push(words.slice(i, end).flat())
      i = end
    } else out.push(words[i++]!)
  }
  return out
}

function runsOf(word: readonly string[]): Run[] {
  // A number is a number: only beside letters does a digit stand for one.
  const spelled = word.some((letter) => /\p{L}/u.test(letter)) ? word.map((one) => readAs[one] ?? one) : word
  const runs: Run[] = []
  for (const letter of spelled) {
    const last = runs.at(-1)
    if (last?.letter === letter) last.times++
    else runs.push({ letter, times: 1 })
  }
  return runs
}

/** The same for texts that are read the same; drawn-out letters count as one. */
export const readsAs = (text: string): string =>
  skeletonOf(text)
    .map((word) => word.map((run) => run.letter).join(''))
    .join(' ') || text.normalize('NFKC').replace(/\s+/g, '')
