import { isLeaving } from '../staff/leaving.js'

/** Asks for something again and again while the page is open, and says when it is no longer answered. */
export class Polling {
  #seconds
  #ask
  #over
  #failures = 0

  /**
   * @param {number} seconds between two questions
   * @param {(text: string) => void} onText what to do with an answer
   * @param {(words: string) => void} onOver what to do when there are no answers any more, and with '' when there are again
   */
  constructor (seconds, onText, onOver) {
    this.#seconds = seconds
    this.#ask = onText
    this.#over = onOver
  }

  start () {
    setTimeout(() => this.#turn(), this.#seconds * 1000)
  }

  async #turn () {
    const goOn = await this.#once()
    if (goOn) this.start()
  }

  async #once () {
    try {
      const response = await fetch(document.body.dataset.address || location.href, {
        headers: { 'X-Signpost-Background': '1' }, redirect: 'manual', signal: AbortSignal.timeout(10000)
      })
      if (response.status === 401 || response.type === 'opaqueredirect') {
        this.#over('You have been signed out. Sign in again to see what is new.')
        return false
      }
      if (!response.ok) throw new Error(`status ${response.status}`)
      const text = await response.text()
      // What comes next was asked for by the person: an update must not take its place.
      if (isLeaving()) return true
      this.#ask(text)
      if (this.#failures > 1) this.#over('')
      this.#failures = 0
    } catch (error) {
      this.#failures += 1
      console.error('signpost: no answer', error.name)
      // One question without an answer is no reason to worry anybody.
      if (this.#failures > 1) this.#over('Signpost does not answer. What you see may be out of date.')
    }
    return true
  }
}

/**
 * Shows why the page is no longer up to date, or that it is again.
 * @param {string} words
 */
export function showOver (words) {
  const box = document.getElementById('over')
  document.getElementById('over-words').textContent = words
  box.hidden = !words
}
