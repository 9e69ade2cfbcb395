/** The colours a drawing may ask for as `{{word}}`: those of the room, and one glaze for each thing that has several. */
export type Palette = Record<string, string>

const lampGlazes = {
  ivory: {
    'lamp-light': '#f4e8d3',
    'lamp-mid': '#d4bd9c',
    'lamp-dark': '#7d6346',
    'lamp-speckle': '.5',
    'lamp-gloss': '.45',
    'wall-light': '#8a7763',
    'wall-dark': '#4a3a2c',
    'table-light': '#6b4a30',
    'table-dark': '#2c1b10',
  },
  terracotta: {
    'lamp-light': '#d9805a',
    'lamp-mid': '#a9502f',
    'lamp-dark': '#4d1f10',
    'lamp-speckle': '.35',
    'lamp-gloss': '.3',
    'wall-light': '#957866',
    'wall-dark': '#523a2d',
    'table-light': '#71503a',
    'table-dark': '#2f1c12',
  },
  ink: {
    'lamp-light': '#4f6380',
    'lamp-mid': '#25344b',
    'lamp-dark': '#0b1220',
    'lamp-speckle': '.25',
    'lamp-gloss': '.42',
    'wall-light': '#747270',
    'wall-dark': '#383432',
    'table-light': '#5c4636',
    'table-dark': '#241812',
  },
} satisfies Record<string, Palette>

const vaseGlazes = {
  celadon: {
    'vase-bright': '#d6e2d0',
    'vase-light': '#b7cbb4',
    'vase-mid': '#97b19a',
    'vase-dark': '#4c6757',
    'vase-rim': '#6d8a78',
    'vase-pool': '.6',
    'vase-gloss': '.5',
  },
  /** Celadon at night, by the lamp to its left. */
  dusk: {
    'vase-bright': '#cfc6a0',
    'vase-light': '#c4b184',
    'vase-mid': '#6f7d68',
    'vase-dark': '#222f2b',
    'vase-rim': '#37433e',
    'vase-pool': '.32',
    'vase-gloss': '.22',
  },
  chalk: {
    'vase-bright': '#fbf6ec',
    'vase-light': '#eee5d6',
    'vase-mid': '#d8ccb9',
    'vase-dark': '#857663',
    'vase-rim': '#b5a690',
    'vase-pool': '.78',
    'vase-gloss': '.25',
  },
} satisfies Record<string, Palette>

const vaseRooms: Record<keyof typeof vaseGlazes, Palette> = {
  celadon: { 'wall-light': '#e3d6c2', 'wall-dark': '#a8957c', 'table-light': '#d5c6af', 'table-dark': '#8f7c64' },
  dusk: {},
  chalk: { 'wall-light': '#c9a68c', 'wall-dark': '#86604a', 'table-light': '#bd987d', 'table-dark': '#71503c' },
}

/** Which glaze each thing wears; what is not said is ivory and celadon. */
export type Glazes = { lamp?: keyof typeof lampGlazes; vase?: keyof typeof vaseGlazes }

/** Placeholder to colour. A picture of the vase alone also takes the wall that suits its glaze. */
export function paletteOf({ lamp, vase }: Glazes): Palette {
  return { ...lampGlazes[lamp ?? 'ivory'], ...vaseGlazes[vase ?? 'celadon'], ...(vase ? vaseRooms[vase] : {}) }
}
