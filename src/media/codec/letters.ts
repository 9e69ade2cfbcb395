/**
 * A small stroke alphabet, so that the synthetic picture needs no font file. Letters live in a box 6 high (y grows
 * downwards). A stroke is "x,y x,y …"; an arc is "@cx,cy,rx,ry,from,to" in degrees, clockwise from three o'clock.
 */
const strokes: Record<string, [width: number, ...strokes: string[]]> = {
  A: [4, '0,6 2,0 4,6', '0.8,4 3.2,4'],
  B: [3.6, '0,0 0,6', '0,0 1.8,0', '@1.8,1.4,1.5,1.4,-90,90', '0,2.8 1.8,2.8', '@1.8,4.4,1.7,1.6,-90,90', '0,6 1.8,6'],
  C: [4.2, '@2.6,3,2.6,3,50,310'],
  D: [4.2, '0,0 0,6', '0,0 1.5,0', '@1.5,3,2.7,3,-90,90', '0,6 1.5,6'],
  E: [3.2, '3.2,0 0,0 0,6 3.2,6', '0,2.9 2.7,2.9'],
  F: [3.1, '3.1,0 0,0 0,6', '0,2.9 2.6,2.9'],
  G: [4.6, '@2.8,3,2.8,3,25,310', '3,3.2 5.35,3.2 5.35,4.3'],
  H: [4, '0,0 0,6', '4,0 4,6', '0,2.9 4,2.9'],
  I: [0, '0,0 0,6'],
  J: [2.4, '2.4,0 2.4,4.4', '@1,4.4,1.4,1.6,0,140'],
  K: [3.6, '0,0 0,6', '3.5,0 0,3.4', '1.2,2.4 3.6,6'],
  L: [3, '0,0 0,6 3,6'],
  M: [5, '0,6 0,0 2.5,4.4 5,0 5,6'],
  N: [4.2, '0,6 0,0 4.2,6 4.2,0'],
  O: [5.6, '@2.8,3,2.8,3,0,360'],
  P: [3.4, '0,6 0,0 1.8,0', '@1.8,1.6,1.6,1.6,-90,90', '0,3.2 1.8,3.2'],
  Q: [5.6, '@2.8,3,2.8,3,0,360', '3.6,4.4 5.4,6.3'],
  R: [3.6, '0,6 0,0 1.8,0', '@1.8,1.6,1.6,1.6,-90,90', '0,3.2 1.8,3.2 3.6,6'],
  S: [3.2, '@1.7,1.5,1.5,1.5,90,320', '@1.6,4.5,1.6,1.5,-90,140'],
  T: [4, '0,0 4,0', '2,0 2,6'],
  U: [4, '0,0 0,4', '@2,4,2,2,0,180', '4,4 4,0'],
  V: [4, '0,0 2,6 4,0'],
  W: [6, '0,0 1.5,6 3,0.6 4.5,6 6,0'],
  X: [4, '0,0 4,6', '4,0 0,6'],
  Y: [4, '0,0 2,3 4,0', '2,3 2,6'],
  Z: [3.8, '0,0 3.8,0 0,6 3.8,6'],
  '0': [3.6, '@1.8,3,1.8,3,0,360'],
  '1': [3.6, '0.7,1.2 2,0 2,6'],
  '2': [3.6, '@1.8,1.7,1.7,1.7,180,390', '3.2,2.6 0.1,6 3.6,6'],
  '3': [3.6, '@1.7,1.5,1.5,1.5,200,450', '@1.7,4.4,1.8,1.6,-90,160'],
  '4': [3.6, '2.7,6 2.7,0 0,4.2 3.6,4.2'],
  '5': [3.6, '3.2,0 0.6,0 0.3,2.8', '@1.7,4.1,1.8,1.9,-140,150'],
  '6': [3.6, '@1.8,4.2,1.8,1.8,0,360', '2.7,0 0.3,3.3'],
  '7': [3.6, '0,0 3.6,0 1.3,6'],
  '8': [3.6, '@1.8,1.5,1.5,1.5,0,360', '@1.8,4.5,1.8,1.5,0,360'],
  '9': [3.6, '@1.8,1.8,1.8,1.8,0,360', '3.3,2.7 0.9,6'],
  ':': [0, '0,1.8 0,2', '0,4.4 0,4.6'],
  '.': [0, '0,5.9 0,6'],
  ',': [0.5, '0.4,5.8 0,6.8'],
  '-': [2.2, '0,3.2 2.2,3.2'],
  '!': [0, '0,0 0,4.2', '0,5.9 0,6'],
  '?': [3, '@1.5,1.5,1.5,1.5,180,405', '2.5,2.6 1.5,3.4 1.5,4.4', '1.5,5.9 1.5,6'],
  "'": [0, '0,0 0,1.4'],
  '&': [
    4.4,
    '4.4,6 0.9,1.8',
    '@1.9,1.2,1.2,1.2,140,400',
    '2.8,1.9 0.6,3.6',
    '@1.8,4.5,1.7,1.5,20,215',
    '3.4,5.2 4.3,3.4',
  ],
  '\u0301': [0, '-0.4,-0.9 0.5,-1.8'],
  '\u0300': [0, '0.4,-0.9 -0.5,-1.8'],
  '\u0302': [0, '-0.7,-0.9 0,-1.7 0.7,-0.9'],
  '\u0308': [0, '-0.7,-1.2 -0.7,-1.1', '0.7,-1.2 0.7,-1.1'],
  '\u0327': [0, '0,6.4 -0.3,7.2'],
}

type Line = [x1: number, y1: number, x2: number, y2: number]

/** A picture of text: coverage from 0 to 255 per pixel. `baseline` is the row where letters stand. */
export type TextMask = { width: number; height: number; baseline: number; cover: Uint8Array }

/** Renders one line of text, letters `size` pixels high. What the alphabet lacks is left out. */
export function renderText(text: string, size: number): TextMask {
  const unit = size / 6
  const { lines, width } = layOut(text)
  const margin = size * 0.5
  const mask: TextMask = {
    width: Math.ceil(width * unit + margin * 2),
    height: Math.ceil(size + margin * 2),
    baseline: Math.round(size + margin),
    cover: new Uint8Array(0),
  }
  mask.cover = new Uint8Array(mask.width * mask.height)
  for (const [x1, y1, x2, y2] of lines)
    stroke(mask, [x1 * unit + margin, y1 * unit + margin, x2 * unit + margin, y2 * unit + margin], size * 0.055)
  return mask
}

function layOut(text: string): { lines: Line[]; width: number } {
  const lines: Line[] = []
  let x = 0
  let middle = 0
  for (const letter of text.normalize('NFD').toUpperCase()) {
    const combining = letter >= '\u0300' && letter <= '\u036f'
    const glyph = strokes[letter]
    if (letter === ' ') x += 2.6
    if (!glyph) continue
    const [width, ...paths] = glyph
    const left = combining ? middle : x
    for (const path of paths) lines.push(...toLines(path, left))
    if (combining) continue
    middle = x + width / 2
    x += width + 1.7
  }
  return { lines, width: Math.max(0, x - 1.7) }
}

function toLines(path: string, left: number): Line[] {
  const points = path.startsWith('@') ? arc(path) : path.split(' ').map((pair) => pair.split(',').map(Number))
  return points.slice(1).map((point, i) => [points[i]![0]! + left, points[i]![1]!, point[0]! + left, point[1]!])
}

function arc(path: string): number[][] {
  const [cx, cy, rx, ry, from, to] = path.slice(1).split(',').map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const steps = Math.ceil(Math.abs(to - from) / 10)
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180
    return [cx + rx * Math.cos(angle), cy + ry * Math.sin(angle)]
  })
}

/** A line with round ends and soft edges: coverage falls off over one pixel around the distance to it. */
function stroke(mask: TextMask, [x1, y1, x2, y2]: Line, radius: number): void {
  const reach = radius + 1
  const lengthSquared = (x2 - x1) ** 2 + (y2 - y1) ** 2 || 1
  for (
    let y = Math.max(0, Math.floor(Math.min(y1, y2) - reach));
    y <= Math.max(y1, y2) + reach && y < mask.height;
    y++
  ) {
    for (
      let x = Math.max(0, Math.floor(Math.min(x1, x2) - reach));
      x <= Math.max(x1, x2) + reach && x < mask.width;
      x++
    ) {
      const along = Math.min(1, Math.max(0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / lengthSquared))
      const distance = Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
      const cover = Math.min(1, Math.max(0, radius + 0.5 - distance)) * 255
      const at = y * mask.width + x
      if (cover > mask.cover[at]!) mask.cover[at] = cover
    }
  }
}
