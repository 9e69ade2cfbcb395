import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { brandTheme, contrast } from './theme.ts'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** Both colours of a token written as `light-dark(#a, #b)` or as one colour. */
function token(name: string): [light: string, dark: string] {
  const value = new RegExp(`--${name}:\\s*([^;]+);`).exec(css)?.[1] ?? ''
  const [light, dark = light] = value.match(/#[0-9a-f]{6}/gi) ?? []
  assert.ok(light && dark, `--${name} has colours`)
  return [light, dark]
}

const grounds = ['paper', 'surface', 'sunken', 'raised']
const pairs: [ink: string, ground: string, atLeast: number][] = [
  ...grounds.flatMap((ground): [string, string, number][] => [
    ['ink', ground, 7],
    ['ink-soft', ground, 4.5],
    ['good', ground, 4.5],
    ['warn', ground, 4.5],
    ['bad', ground, 4.5],
    ['note', ground, 4.5],
    ['line-strong', ground, 3],
    ['focus', ground, 3],
  ]),
  ...['good', 'warn', 'bad', 'note'].map((tone): [string, string, number] => [tone, `${tone}-soft`, 4.5]),
  ['on-live', 'live', 4.5],
  ['on-accent', 'accent', 4.5],
]

test('every ink is readable on every ground it may stand on (WCAG AA)', () => {
  for (const [ink, ground, atLeast] of pairs) {
    const inks = token(ink)
    token(ground).forEach((colour, theme) => {
      const ratio = contrast(inks[theme]!, colour)
      assert.ok(ratio >= atLeast, `--${ink} on --${ground}, ${theme ? 'dark' : 'light'}: ${ratio.toFixed(2)}`)
    })
  }
})

test('any colour a brand picks stays readable', () => {
  for (const accent of ['#ff6600', '#ffff00', '#000000', '#ffffff', '#7f7f7f', '#003366', '#e8c4b8']) {
    const style = brandTheme(accent)
    const of = (name: string) => new RegExp(`--brand-${name}: (#[0-9a-f]{6})`).exec(style)?.[1] ?? ''
    assert.ok(contrast(of('accent'), of('on-accent')) >= 4.5, `${accent} under its ink`)
    assert.ok(contrast(of('accent-ink-light'), token('sunken')[0]) >= 4.5, `${accent} as ink on light`)
    assert.ok(contrast(of('accent-ink-dark'), token('raised')[1]) >= 4.5, `${accent} as ink on dark`)
  }
})

test('a brand colour that is not one changes nothing', () => {
  assert.equal(brandTheme('red; background: url(x)'), '')
  assert.equal(brandTheme(undefined), '')
})
