import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { teamIcons } from './icons-team.ts'

test('what viewers see is drawn with the icons that viewers have', () => {
  const cwd = new URL('../..', import.meta.url)
  const files = globSync(['lib/{viewer,replay,media,ui,hosting}/**/*.svelte', 'routes/(viewer)/**/*.svelte'], { cwd })
  assert.ok(files.length > 100)
  for (const file of files) {
    const text = readFileSync(new URL(file, cwd), 'utf8')
    for (const name of Object.keys(teamIcons)) assert.doesNotMatch(text, new RegExp(`['"]${name}['"]`), file)
  }
})
