/** A value of Action Message Format 0 (the AMF 0 specification, Adobe 2007). Objects keep the order of their keys. */
export type Amf = number | boolean | string | null | undefined | Date | Amf[] | AmfObject
export type AmfObject = Map<string, Amf>

/** The bytes are no AMF 0 that we take: cut short, nested too deep, too many values, or of a kind nobody sends. */
export class AmfRefused extends Error {}

const depthMax = 8
const valuesMax = 2000

const kind = {
  number: 0,
  boolean: 1,
  string: 2,
  object: 3,
  null: 5,
  undefined: 6,
  mixedArray: 8,
  objectEnd: 9,
  strictArray: 10,
  date: 11,
  longString: 12,
} as const

/** All values in a row, until the bytes end. @throws AmfRefused */
export function readAmf(bytes: Buffer): Amf[] {
  const reader = new AmfReader(bytes)
  const values: Amf[] = []
  while (!reader.atEnd) values.push(reader.value(0))
  return values
}

class AmfReader {
  readonly #bytes: Buffer
  #at = 0
  #values = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  value(depth: number): Amf {
    if (depth > depthMax || ++this.#values > valuesMax) throw new AmfRefused('nested too deep, or too many values')
    const marker = this.#take(1)[0]
    if (marker === kind.number) return this.#take(8).readDoubleBE()
    if (marker === kind.boolean) return this.#take(1)[0] !== 0
    if (marker === kind.string) return this.#text(this.#take(2).readUInt16BE())
    if (marker === kind.longString) return this.#text(this.#take(4).readUInt32BE())
    if (marker === kind.null) return null
    if (marker === kind.undefined) return undefined
    if (marker === kind.object) return this.#object(depth)
    if (marker === kind.date) return new Date(this.#take(10).readDoubleBE())
    if (marker === kind.strictArray) return this.#array(this.#take(4).readUInt32BE(), depth)
    if (marker !== kind.mixedArray) throw new AmfRefused(`values of kind ${marker}`)
    this.#take(4) // A number of entries that senders get wrong; the end marker is what counts.
    return this.#object(depth)
  }

  #object(depth: number): AmfObject {
    const object: AmfObject = new Map()
    for (;;) {
      const key = this.#text(this.#take(2).readUInt16BE())
      if (key === '' && this.#bytes[this.#at] === kind.objectEnd) {
        this.#at++
        return object
      }
      object.set(key, this.value(depth + 1))
    }
  }

  #array(length: number, depth: number): Amf[] {
    const array: Amf[] = []
    while (array.length < length) array.push(this.value(depth + 1))
    return array
  }

  #text(length: number): string {
    return this.#take(length).toString('utf8')
  }

  #take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new AmfRefused('cut short')
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
}

/** The values in a row, as they go on the wire. */
export function writeAmf(...values: Amf[]): Buffer {
  return Buffer.concat(values.map(writeValue))
}

function writeValue(value: Amf): Buffer {
  if (typeof value === 'number') return marked(kind.number, double(value))
  if (typeof value === 'boolean') return marked(kind.boolean, Buffer.from([value ? 1 : 0]))
  if (typeof value === 'string') return writeText(value)
  if (value === null) return marked(kind.null)
  if (value === undefined) return marked(kind.undefined)
  if (value instanceof Date) return marked(kind.date, double(value.getTime()), Buffer.alloc(2))
  if (Array.isArray(value)) return marked(kind.strictArray, length32(value.length), ...value.map(writeValue))
  const entries = [...value].flatMap(([key, one]) => [shortText(key), writeValue(one)])
  return marked(kind.object, ...entries, shortText(''), Buffer.from([kind.objectEnd]))
}

function writeText(text: string): Buffer {
  const bytes = Buffer.from(text)
  return bytes.length > 0xffff
    ? marked(kind.longString, length32(bytes.length), bytes)
    : marked(kind.string, shortText(text))
}

function shortText(text: string): Buffer {
  const bytes = Buffer.from(text)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}

function length32(length: number): Buffer {
  const out = Buffer.alloc(4)
  out.writeUInt32BE(length)
  return out
}

function double(value: number): Buffer {
  const out = Buffer.alloc(8)
  out.writeDoubleBE(value)
  return out
}

function marked(marker: number, ...content: Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([marker]), ...content])
}
