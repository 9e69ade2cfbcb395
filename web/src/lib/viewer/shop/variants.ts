import type { VariantOption } from '#lib/ui/VariantPicker.svelte'

/** A variant as a choice: what makes it different, and how many there are, when that is known. */
export type Choice = { variantId: string; options: Record<string, string>; free?: number | undefined }

type Say = { option: (name: string) => string; soldOut: string }

/** The variant that carries exactly these options. */
export const variantWith = <C extends Choice>(variants: readonly C[], chosen: Record<string, string>): C | undefined =>
  variants.find(({ options }) => Object.entries(options).every(([name, value]) => chosen[name] === value))

/**
 * What can be chosen, option by option, in the order of the variants. A value is refused when every variant that
 * carries it, beside what else is chosen, is sold out.
 */
export function optionsOf(variants: readonly Choice[], chosen: Record<string, string>, say: Say): VariantOption[] {
  const names = [...new Set(variants.flatMap(({ options }) => Object.keys(options)))]
  return names.map((name) => {
    const others = Object.entries(chosen).filter(([other]) => other !== name)
    const values = [...new Set(variants.flatMap(({ options }) => options[name] ?? []))]
    const choices = values.map((value) => {
      const fitting = variants.filter(
        ({ options }) => options[name] === value && others.every(([other, wanted]) => options[other] === wanted),
      )
      const gone = fitting.length > 0 && fitting.every(({ free }) => free === 0)
      return { value, label: value, ...(gone && { reason: say.soldOut }) }
    })
    return { name, label: say.option(name), choices }
  })
}

/** The first variant that can be bought: what is chosen before anybody chooses. */
export const firstChoice = (variants: readonly Choice[]): Record<string, string> => ({
  ...(variants.find(({ free }) => free !== 0) ?? variants[0])?.options,
})
