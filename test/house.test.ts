import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { test } from 'node:test'
import { api } from '../src/api.ts'
import { reservedSlugs } from '../src/modules/accounts/contract.ts'
import { publicEvents } from './public-events.ts'
import { functionsOf, type Source, sources } from './sources.ts'

/*
 * The eight laws. A law that has exceptions names each of them, with the reason.
 */

/** The modules, in the order in which they may know one another. */
const order =
  'accounts followers messaging catalog stock ledger payments coins promotions assortments credit orders fulfilment invoices books shows hosts handovers reminders news codes articles drops auctions gifts chat questions polls cues chance attendance packets draws recordings rehearsals engines simulcast programme discovery reports risk'.split(
    ' ',
  )

const source = sources('src')
const product = source.filter((file) => !file.path.endsWith('.test.ts'))
const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const nothing = (found: string[], law: string) => assert.deepEqual(found, [], law)

test('every module stands in the order', () => {
  const there = [...new Set(product.flatMap((file) => moduleOf(file.path) ?? []))].sort()
  assert.deepEqual(there, [...order].sort())
})

test('law 1: calls go down', () => {
  const upward = product.flatMap((file) => {
    const own = moduleOf(file.path)
    if (!own) return []
    return file.imports.flatMap(({ from, typeOnly }) => {
      const other = moduleOf(from)
      if (other === undefined || other === own) return []
      return order.indexOf(other) < order.indexOf(own) || (typeOnly && file.path.endsWith('.test.ts'))
        ? []
        : [`${file.path} imports ${from}`]
    })
  })
  nothing(upward, 'a module imports only modules before it')
})

const ground = ['src/lib/', 'src/doors/', 'src/rooms/', 'src/media/']

test('law 1: the ground knows no domain', () => {
  // What a role is called is the one word that access and the caller cannot do without.
  const allowed = /modules\/accounts\/roles\.ts$/
  // A door says no in the words of the module that knocks.
  const doorsMaySay = /modules\/[a-z]+\/problems\.ts$/
  const found = product
    .filter((file) => ground.some((folder) => file.path.startsWith(folder)))
    .flatMap((file) =>
      file.imports
        .filter(({ from }) => moduleOf(from) && !allowed.test(from))
        .filter(({ from }) => !(file.path.startsWith('src/doors/') && doorsMaySay.test(from)))
        .map(({ from }) => `${file.path} imports ${from}`),
    )
  nothing(found, 'lib, doors, rooms and media import no module')
})

const pureFile = /(^|\/)(events|state|problems|roles)\.ts$/
const contractFile = /(^|\/)contract\.ts$/

test('law 2: a module has one face', () => {
  /** The wiring may see what a module mounts, runs and answers. */
  const wiring = new Set(['app', 'parts', 'hearings', 'subjects', 'estrade', 'server'].map((name) => `src/${name}.ts`))
  const found = product.flatMap((file) =>
    file.imports.flatMap(({ from }) => {
      const other = moduleOf(from)
      if (!other || other === moduleOf(file.path) || wiring.has(file.path)) return []
      const face = from === `src/modules/${other}/${other}.ts` || pureFile.test(from) || contractFile.test(from)
      return face ? [] : [`${file.path} reaches past the face of ${other}: ${from}`]
    }),
  )
  nothing(found, 'others import its main file, contract, problems, events and state')
})

test('law 2: SQL names no other module’s schema', () => {
  const statement = /\b(?:from|join|into|update|table|using)\s+([a-z_]+)\.[a-z_]+/g
  const found = product.flatMap((file) => {
    const own = moduleOf(file.path)
    if (!own) return []
    return [...file.text.matchAll(statement)]
      .map((match) => match[1]!)
      .filter((schema) => order.includes(schema) && schema !== own)
      .map((schema) => `${file.path} speaks of ${schema}`)
  })
  nothing(found, 'each module owns one schema')
})

test('law 3: pure files are pure', () => {
  const pureLib = /^src\/lib\/(money|problems|local-text|ids|csv|client)\.ts$/
  const pure = product.filter(
    ({ path }) => pureFile.test(path) || pureLib.test(path) || path === 'src/room.ts' || path === 'src/rooms/frames.ts',
  )
  const found = pure.flatMap((file) =>
    file.imports
      .filter(({ from, typeOnly }) => !typeOnly && !pureFile.test(from) && !pureLib.test(from))
      .map(({ from }) => `${file.path} imports ${from}`),
  )
  assert.ok(pure.length > 15)
  nothing(found, 'the browser imports these')
})

test('law 3: the browser imports pure files and types only', () => {
  const allowed =
    /(^#|\/)src\/(modules\/[a-z]+\/(events|state|problems|roles)\.ts|room\.ts|rooms\/frames\.ts|lib\/(money|problems|local-text|ids|csv|client)\.ts)$/
  const script = /import\s+(type\s+)?([^'"]*?)from\s+['"](#src\/[^'"]+|[./]+\/src\/(?:lib|modules|rooms)[^'"]+)['"]/g
  const found = sources('web/src', /\.(ts|svelte)$/).flatMap((file) =>
    [...file.text.matchAll(script)]
      .filter(
        ([, typeOnly, names, from]) =>
          !typeOnly && !allowed.test(from!) && !/^\{\s*(type [^,}]+,?\s*)+\}\s*$/.test(names!),
      )
      .map(([whole]) => `${file.path}: ${whole}`),
  )
  nothing(found, 'nothing else of src reaches the browser')
})

test('law 4: an operation bears its module’s name and is declared there', () => {
  for (const file of product.filter(({ path }) => contractFile.test(path) && moduleOf(path))) {
    const own = moduleOf(file.path)!
    const names = [...file.text.matchAll(/^ {2}'([a-zA-Z]+)\.([a-zA-Z]+)': route\(/gm)]
    assert.ok(names.length > 0, file.path)
    for (const [, module, operation] of names) {
      assert.equal(module, own)
      assert.ok(`${module}.${operation}` in api)
    }
  }
})

test('law 5: small enough to hold', () => {
  /** File → why it is longer. */
  const longer: Record<string, string> = {
    'src/modules/shows/contract.ts': 'one list of everything a show can be asked; reads like a table',
  }
  const files = [...source, ...sources('test'), ...sources('prove'), ...sources('bench'), ...sources('scripts')]
  nothing(
    files.filter((file) => file.lines > 250 && !longer[file.path]).map((file) => `${file.path}: ${file.lines} lines`),
    'files of 250 lines or fewer',
  )
  nothing(
    product.flatMap((file) =>
      functionsOf(file)
        .filter((one) => one.lines > 50)
        .map((one) => `${file.path} ${one.name}: ${one.lines} lines`),
    ),
    'functions of 50 lines or fewer',
  )
})

test('law 6: no verb opens or commits a transaction', () => {
  /** File → why it opens its own. */
  const openers: Record<string, string> = {
    'src/modules/drops/claim.ts': 'the batcher of claims: many requests, one transaction',
    'src/modules/auctions/bids.ts': 'the batcher of bids: many requests, one transaction',
    'src/modules/packets/grabs.ts': 'the batcher of grabs: many requests, one transaction',
    'src/modules/drops/tickets.ts': 'the batcher of tickets: many requests, one transaction',
    'src/modules/drops/watch.ts': 'why a checkout was refused stays, though the checkout is rolled back',
    'src/modules/catalog/pictures.ts': 'uploads are outside the contract: this is their edge',
    'src/modules/articles/reads.ts': 'the batcher of reads: many requests, one transaction',
    'src/modules/reports/touches.ts': 'the batcher of touches: many requests, one transaction',
    'src/modules/gifts/sending.ts': 'the batcher of gifts: many requests, one transaction',
    'src/modules/chat/chat.ts': 'the batcher of messages: many requests, one transaction',
    'src/modules/polls/voting.ts': 'the batcher of votes: many requests, one transaction',
    'src/modules/questions/asking.ts': 'the batcher of questions: many requests, one transaction',
    'src/modules/attendance/keeper.ts': 'writes who came and went once a second: no request asks for it',
    'src/modules/risk/robots.ts': 'looks at what was won many at a time, behind the answers',
  }
  const found = product
    .filter((file) => moduleOf(file.path) && !openers[file.path])
    .filter((file) => /\.(write|read)\(\s*(async\s*)?\(sql|\b(begin|commit|rollback)\b['"`]/.test(file.text))
    .map((file) => file.path)
  nothing(found, 'the edge opens and commits')
})

test('law 7: every refusal is a value in problems.ts', () => {
  const found = product
    .filter((file) => moduleOf(file.path) && !/problems\.ts$/.test(file.path))
    .filter((file) => /refuse\(\s*\{|new Refusal\(\s*\{/.test(file.text))
    .map((file) => file.path)
  nothing(found, 'nothing says no unnamed')
})

test('law 8: clock, random, network and storage are handed in', () => {
  const reached = /\bDate\.now\(\)|\bnew Date\(\)|\bMath\.random\(|[^.\w]fetch\(/
  const outside = /^node:(fs|fs\/promises|net|http|https|dgram)$/
  /** File → what it reaches for, and why. */
  const allowed: Record<string, string> = {
    'src/modules/accounts/secret.ts': 'keeps the secret of this install in a file, before anything else is there',
  }
  const found = product
    .filter((file) => (moduleOf(file.path) || file.path.startsWith('src/rooms/')) && !allowed[file.path])
    .flatMap((file) => [
      ...(file.text.match(reached) ?? []).map((what) => `${file.path}: ${what}`),
      ...file.imports
        .filter(({ from, typeOnly }) => outside.test(from) && !typeOnly)
        .map(({ from }) => `${file.path}: ${from}`),
    ])
  nothing(found, 'a test can stop time and replay a seed')
})

test('no file has a name that says nothing', () => {
  const empty =
    /^(utils?|helpers?|common|misc|manager|service|base|handler|data|info|types|constants|index)\.(ts|js|svelte)$/
  const everything: Source[] = [
    ...source,
    ...sources('test'),
    ...sources('web/src', /\.(ts|svelte)$/),
    ...sources('scripts'),
  ]
  nothing(
    everything.filter((file) => empty.test(basename(file.path))).map((file) => file.path),
    'names say what is inside',
  )
  for (const file of everything) assert.match(basename(dirname(file.path)), /^[a-z0-9.()[\]=_@-]+$/i)
})

test('no brand can stand where the house has a page of its own', () => {
  const pages = readdirSync('web/src/routes', { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return []
    const inGroup = (name: string) =>
      name.startsWith('(')
        ? readdirSync(`web/src/routes/(viewer)/${name === '(viewer)' ? '' : name}`, { withFileTypes: true })
            .filter((one) => one.isDirectory())
            .map((one) => one.name)
        : [name]
    return entry.name === '(viewer)' ? inGroup(entry.name).flatMap(inGroup) : [entry.name]
  })
  assert.ok(pages.includes('orders') && pages.includes('studio'), pages.join(' '))
  nothing(
    pages.filter((name) => !name.startsWith('[') && !reservedSlugs.has(name)),
    'first parts of paths are reserved in accounts/contract.ts',
  )
})

test('what the public room can hear is this list, and nothing of it names a buyer', () => {
  const events = product
    .filter(({ path }) => path.endsWith('/events.ts') && moduleOf(path))
    .flatMap((file) => [...file.text.matchAll(/^ {2}'([a-z]+\.[a-zA-Z]+)':/gm)].map((match) => match[1]!))
    .sort()
  assert.deepEqual(events, publicEvents)
  const shop = product.filter(({ path }) =>
    /modules\/(shows|drops|auctions|questions|polls|packets|draws)\/events\.ts$/.test(path),
  )
  for (const { path, text } of shop) assert.doesNotMatch(text, /personId|email|address|cost/i, path)
})
