/** Shortcuts of a single key, for those who have not switched them off; never while somebody types. */
export class Shortcuts {
  #deeds

  /** @param {Record<string, () => void>} deeds what each key does */
  constructor (deeds) {
    this.#deeds = deeds
    if (document.body.dataset.shortcuts === 'on') document.addEventListener('keydown', (event) => this.#press(event))
  }

  #press (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest('input, select, textarea')) return
    const deed = this.#deeds[event.key]
    if (!deed) return
    event.preventDefault()
    deed()
  }
}
