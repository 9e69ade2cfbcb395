/** A brand's one accent colour, made into tokens that stay readable (WCAG 2.2 §1.4.3) on light and on dark. */

type Colour = [red: number, green: number, blue: number]

const lightGround = '#f2eee8'
const darkGround = '#262320'

/**
 * The `style` that gives everything inside an element a brand's accent. `accent` is `#rrggbb`;
 * anything else, or nothing, leaves the house colours.
 */
export function brandTheme(accent: string | undefined | null): string {
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent)) return ''
  const colour = accent.toLowerCase()
  const onAccent = contrast(colour, '#ffffff') >= 4.5 ? '#ffffff' : '#141311'
  return [
    `--brand-accent: ${onAccent === '#141311' ? readable(colour, onAccent, '#ffffff') : colour}`,
    `--brand-on-accent: ${onAccent}`,
    `--brand-accent-ink-light: ${readable(colour, lightGround, '#000000')}`,
    `--brand-accent-ink-dark: ${readable(colour, darkGround, '#ffffff')}`,
  ].join('; ')
}

/** The WCAG contrast ratio of two `#rrggbb` colours, from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(parse(one)), luminance(parse(other))]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** The colour, moved towards black or white only as far as it takes to be read on this ground. */
function readable(colour: string, ground: string, towards: '#000000' | '#ffffff'): string {
  for (let step = 0; step <= 20; step++) {
    const mixed = mix(parse(colour), parse(towards), step / 20)
    if (contrast(mixed, ground) >= 4.5) return mixed
  }
  return towards
}

const parse = (colour: string): Colour => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as Colour

const mix = (from: Colour, to: Colour, share: number) =>
  `#${from
    .map((channel, index) => Math.round(channel + (to[index]! - channel) * share))
    .map((channel) => channel.toString(16).padStart(2, '0'))
    .join('')}`

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Colour
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
