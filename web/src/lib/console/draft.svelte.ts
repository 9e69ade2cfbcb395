/** What a form edits: a copy, compared with what was last saved. Plain values only. */
export class Draft<Value extends object> {
  now = $state() as Value
  #saved = $state('')

  constructor(value: Value) {
    this.take(value)
  }

  get dirty(): boolean {
    return JSON.stringify(this.now) !== this.#saved
  }

  /** Starts again from this value: it was loaded, or just saved. */
  take(value: Value) {
    this.#saved = JSON.stringify(value)
    this.now = JSON.parse(this.#saved) as Value
  }

  /** What is in the form now has been saved. */
  keep() {
    this.#saved = JSON.stringify(this.now)
  }

  discard() {
    this.now = JSON.parse(this.#saved) as Value
  }
}
