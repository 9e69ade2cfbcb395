import { readFileSync } from 'node:fs'

type Env = Readonly<Record<string, string | undefined>>

/**
 * The settings of one provider, all of which begin alike. A value may stand in a file instead: `<NAME>_FILE` is its
 * path, as secrets are handed to containers.
 */
export function settingsOf(env: Env, prefix: string) {
  const optional = (name: string): string | undefined => {
    const key = `${prefix}_${name}`
    const file = env[`${key}_FILE`]
    const value = env[key] || (file ? readFileSync(file, 'utf8').trim() : undefined)
    // A PEM in one line of an environment has its line ends written out.
    return value?.includes('-----BEGIN') ? value.replaceAll('\\n', '\n') : value || undefined
  }
  return {
    optional,
    /** @throws a sentence a person can act on */
    required(name: string): string {
      const value = optional(name)
      if (value === undefined) throw new Error(`${prefix}_${name} (or ${prefix}_${name}_FILE) is needed`)
      return value
    },
  }
}

/** A PEM, or its bare base64 as consoles show it. */
export const pemOf = (kind: 'PRIVATE KEY' | 'RSA PRIVATE KEY' | 'PUBLIC KEY', text: string): string =>
  text.includes('-----BEGIN') ? text : `-----BEGIN ${kind}-----\n${text.replace(/\s/g, '')}\n-----END ${kind}-----\n`
