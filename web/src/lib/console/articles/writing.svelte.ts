import { call } from '#lib/api.ts'
import { type ArticleAnswer, type ArticleDraft, type Content, contentOf, draftOf } from './article-draft.ts'
import { Autosave, type Standing } from './autosave.ts'

const nameOf = (articleId: string) => `article ${articleId}`
const contentIn = ({ slug, title, summary, coverPictureId, blocks }: ArticleAnswer): Content =>
  contentOf(draftOf({ slug, title, summary, coverPictureId, blocks }))

/** One article while somebody writes it: the draft on the screen, and how far the server has it. */
export class Writing {
  draft = $state() as ArticleDraft
  standing = $state<Standing>('saved')
  refusal = $state.raw<unknown>()
  version = $state(0)
  /** What is here was written before this page was opened, and is back. */
  restored = $state(false)
  readonly #autosave: Autosave<Content>
  readonly #articleId: string

  constructor(article: ArticleAnswer) {
    this.#articleId = article.articleId
    this.draft = draftOf(contentIn(article))
    this.version = article.version
    const name = nameOf(article.articleId)
    this.#autosave = new Autosave(
      { version: article.version, content: contentIn(article) },
      {
        save: (version, content) => call('articles.save', { articleId: article.articleId, version, ...content }),
        load: () => this.#load(),
        // Where nothing can be kept (a private window), the text is as safe as the connection.
        store: {
          get: () => quietly(() => localStorage.getItem(name)) ?? null,
          set: (value) => quietly(() => localStorage.setItem(name, value)),
          remove: () => quietly(() => localStorage.removeItem(name)),
        },
        later(run, ms) {
          const timer = setTimeout(run, ms)
          return () => clearTimeout(timer)
        },
        changed: () => this.#look(),
      },
    )
  }

  /** In the browser: what this device had not sent yet comes back. */
  open(): void {
    const unsaved = this.#autosave.unsaved()
    if (!unsaved) return
    this.draft = draftOf(unsaved.content)
    this.restored = true
    if (unsaved.theirs) this.#autosave.holdBack()
    this.#autosave.edit(unsaved.content)
  }

  note = () => this.#autosave.edit(contentOf(this.draft))
  flush = () => this.#autosave.flush()
  keepMine = () => this.#autosave.keepMine(contentOf(this.draft))
  takeTheirs = () => this.#autosave.takeTheirs()

  async #load() {
    const article = await call('articles.draft', { articleId: this.#articleId })
    return { version: article.version, content: contentIn(article) }
  }

  #look(): void {
    this.standing = this.#autosave.standing
    this.refusal = this.#autosave.refusal
    this.version = this.#autosave.version
  }
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
