/** What we use of it: pdfkit's own reader of fonts. */
declare module 'fontkit' {
  export type Font = {
    unitsPerEm: number
    layout(text: string): { glyphs: { path: { toSVG(): string } }[]; positions: { xAdvance: number }[] }
  }
  export function create(bytes: Uint8Array): Font
}
