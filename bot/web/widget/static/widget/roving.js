const STOPS = '.turn, a[href], button:not(:disabled), summary'

/**
 * Makes a long region one stop of the Tab key: the arrow keys, Home and End move between what is in it. Where the next
 * thing is out of sight the arrow keys scroll, as they do anywhere, so that no text is skipped.
 */
export class Roving {
  #region

  constructor (region) {
    this.#region = region
    region.addEventListener('keydown', (event) => this.#move(event))
    region.addEventListener('focusin', (event) => this.#settle(event.target))
    // What is folded comes and goes with its `details`.
    region.addEventListener('toggle', () => this.refresh(), true)
  }

  /** To be called after the content changed; `stop`, where given, is where the Tab key will lead. */
  refresh (stop = null) {
    const stops = this.#stops()
    for (const one of this.#region.querySelectorAll(STOPS)) one.tabIndex = -1
    const held = stops.find((one) => one.matches(':focus'))
    const chosen = held ?? (stops.includes(stop) ? stop : stops.filter((one) => one.matches('.turn')).at(-1))
    if (chosen) chosen.tabIndex = 0
  }

  #stops () {
    return [...this.#region.querySelectorAll(STOPS)].filter((one) => one.getClientRects().length)
  }

  #settle (target) {
    if (target === this.#region || !target.matches(STOPS)) return
    for (const one of this.#region.querySelectorAll(STOPS)) one.tabIndex = -1
    target.tabIndex = 0
  }

  #move (event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    const stops = this.#stops()
    const at = stops.indexOf(event.target)
    const next = { ArrowDown: stops[at + 1], ArrowUp: stops[at - 1], Home: stops[0], End: stops.at(-1) }[event.key]
    if (!next || at < 0) return
    const far = event.key === 'ArrowDown' || event.key === 'ArrowUp' ? this.#isFar(next) : false
    if (far) return
    event.preventDefault()
    next.focus()
  }

  #isFar (next) {
    const { top, bottom } = next.getBoundingClientRect()
    return top > innerHeight || bottom < 0
  }
}
