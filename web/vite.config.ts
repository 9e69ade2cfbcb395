import { fileURLToPath } from 'node:url'
import adapter from '@sveltejs/adapter-node'
import { sveltekit } from '@sveltejs/kit/vite'
import { defineConfig } from 'vite'
import { apiPaths } from './api-paths.ts'
import { roomFiles } from './room-files-plugin.ts'

const here = import.meta.dirname

/** Browsers we promise: in-app web views lag the stores by about two years. */
const targets = ['chrome109', 'safari16', 'firefox115']

/**
 * What every page of a viewer needs, the show page the least of all others: dozens of tiny files compress badly and name
 * one another at length (measured on the room: 84 kB gzip in 56 files). A group takes what its files import
 * along, unless one above it has it: so what of Svelte only consoles use stands before the barrel that names it.
 */
const groups = [
  {
    name: 'svelte',
    priority: 5,
    test: /\/node_modules\/(clsx|esm-env)\/|\/node_modules\/svelte\/src\/(constants|utils|index-client|attachments|reactivity\/(create-subscriber|media-query)|internal\/(shared|flags|client)\/(?!index|(dom\/elements\/(custom-element|transitions|bindings\/size)|dom\/blocks\/svelte-element|dom\/legacy|dev)\b))/,
  },
  {
    name: 'seldom',
    priority: 4,
    test: /\/node_modules\/svelte\/src\/(legacy\/|reactivity\/(map|set|date|url)|internal\/client\/dom\/(elements\/(custom-element|transitions|bindings\/size)|blocks\/svelte-element|legacy))/,
  },
  {
    name: 'ground',
    priority: 3,
    test: /\/web\/src\/lib\/(format|locale|preferences|links|api|session|messages\/context|ui\/(Avatar|Badge|Button|Icon|icons\.ts|IconButton|LiveBadge|Picture|Price|Spinner|Stock|ToastRegion|toasts\.svelte|ticker\.svelte|theme|Countdown|ProductTile)|viewer\/(address|bag|visitor|place|pictures|refusals|Meta|brand|cards|Cover))\b|virtual:api-paths|\/src\/lib\/(client|local-text|money)\.ts/,
  },
  {
    name: 'show',
    priority: 2,
    test: /\/web\/src\/lib\/(room\/|messages\/(load\.ts|plural)|viewer\/(ShowPage|CoverPreload|schema|room-app\/|room\/(Shelf|share|viewer-id))|ui\/(EmptyState|CommentLane))|\/src\/(room|modules\/(?!catalog|orders)\w+\/(state|events)|rooms\/frames)\.ts/,
  },
  {
    name: 'start',
    priority: 6,
    test: /\/web\/src\/(room-start|lib\/media\/(ahead|start|first-part|master|quality|native))\.ts|vite\/preload-helper/,
  },
  {
    name: 'player',
    priority: 2,
    test: /\/web\/src\/lib\/media\/(?!publisher)/,
  },
  {
    name: 'room',
    priority: 1,
    test: /\/web\/src\/lib\/(viewer\/room\/(Room|Stage|stage-player|Composer|Pins|DropCard|DropNews|claims|talk)|ui\/(HeartButton|ViewerCount|OfflineNote|ProductCard))/,
  },
]

export default defineConfig({
  environments: { client: { build: { rolldownOptions: { output: { codeSplitting: { groups } } } } } },
  root: here,
  cacheDir: `${here}/node_modules/.vite`,
  build: { target: targets },
  // A package's own imports may not leave it, so the server's pure files and types come by alias (and by tsconfig paths).
  resolve: { alias: { '#src': fileURLToPath(new URL('../src', import.meta.url)) } },
  // These are Svelte source, which Node cannot load while developing.
  ssr: { noExternal: ['bits-ui', 'runed', 'svelte-toolbelt'] },
  plugins: [
    apiPaths(),
    roomFiles(),
    sveltekit({
      adapter: adapter({ out: `${here}/build`, envPrefix: 'ESTRADE_WEB_' }),
      compilerOptions: { runes: true },
      // Only Kit knows the hash of the script it inlines, so the page's CSP is written here; Fastify sets the rest.
      csp: {
        mode: 'auto',
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self', 'unsafe-inline'],
          'img-src': ['self', 'data:', 'blob:', 'https:'],
          'media-src': ['self', 'blob:', 'https:'],
          'connect-src': ['self', 'ws:', 'wss:', 'https:'],
          'worker-src': ['self', 'blob:'],
          'object-src': ['none'],
          'base-uri': ['self'],
          'frame-ancestors': ['self'],
        },
      },
      // One request less before the first paint on a phone; larger sheets stay cacheable files.
      inlineStyleThreshold: 16_384,
    }),
  ],
})
