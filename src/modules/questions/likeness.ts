import { readsAs } from '../chat/chat.ts'

/*
 * Which questions are the same, and which are alike: by the words that carry their meaning, however they are spelled.
 * Time is in proportion to the text, and for a new question to the questions that wait, of which there are at most
 * `backlogMost`.
 */

/** Words of French and English that a question has whatever it is about. What asks (when, how much, où) is not among them. */
const empty = `a an the this that these those it its is are was be been do does did has have had can could will would
  i you he she we they me my your there here of to in on at for with and or so please hi hello just very really
  what which le la les un une des du de ce cet cette ces il elle on nous vous ils elles je tu est sont ai as avez a
  peut peux pouvez et ou dans sur pour avec se son sa ses ton ta tes votre vos que quel quelle quels quelles qu est-ce
  bonjour svp stp merci si c l d j s n y au aux en`
const stopWords = new Set(empty.split(/\s+/).map(readsAs))

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u
const wordsMost = 24
/** Endings differ, beginnings do not: "washable" and "wash", "lavable" and "laver". */
const stemLetters = 4

/** The words a text is about: stems, and pairs of letters where a script writes no spaces. */
export function wordsOf(text: string): ReadonlySet<string> {
  // A number is all of its digits: 100 is not 10, though drawn-out letters count as one.
  const words = new Set(text.normalize('NFKC').match(/\d+/g)?.slice(0, wordsMost))
  for (const word of readsAs(text).split(' ')) {
    if (words.size >= wordsMost) break
    if (unspaced.test(word)) for (const pair of pairsOf(word)) words.add(pair)
    else if (!/^\d*$/.test(word) && !stopWords.has(word)) words.add(word.slice(0, stemLetters))
  }
  return words
}

function pairsOf(word: string): string[] {
  const letters = [...word].slice(0, wordsMost)
  return letters.length < 2 ? letters : letters.slice(1).map((letter, i) => letters[i]! + letter)
}

/** From this share of common words on two questions are alike. */
const alikeFrom = 0.6

/** Whether one is the other in other words: `same` when they have all words in common. */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): 'same' | 'alike' | 'other' {
  let shared = 0
  for (const word of a) if (b.has(word)) shared++
  if (shared === 0) return 'other'
  if (shared === a.size && shared === b.size) return 'same'
  return shared / (a.size + b.size - shared) >= alikeFrom ? 'alike' : 'other'
}
