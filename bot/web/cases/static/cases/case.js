import { Polling, showOver } from './polling.js'
import { Shortcuts } from './shortcuts.js'

/** Keeps a case up to date without a reload: new words appear; a changed case is pointed out, never changed in a form. */
class Case {
  #version = document.getElementById('live-status').dataset.version
  #news = document.getElementById('news')

  constructor () {
    new Polling(Number(document.body.dataset.poll), (text) => this.#take(text), showOver).start()
    new Shortcuts({ c: () => document.querySelector('[data-key="c"]')?.focus() })
    document.querySelector('.faults:not([hidden])')?.focus()
  }

  #take (text) {
    const fresh = new DOMParser().parseFromString(text, 'text/html')
    if (!fresh.getElementById('live-status')) {
      this.#showClosed()
      return
    }
    const before = document.querySelectorAll('#live-transcript > .turn[id]').length
    for (const id of ['live-status', 'live-transcript', 'live-signs']) this.#swap(id, fresh.getElementById(id))
    const turns = [...document.querySelectorAll('#live-transcript > .turn[id]')]
    if (turns.length > before) {
      turns.slice(before).forEach((turn) => turn.classList.add('fresh'))
      this.#news.textContent = 'There is something new in the conversation.'
    }
    document.getElementById('stale').hidden = document.getElementById('live-status').dataset.version === this.#version
  }

  /** Shows that the case was closed; where somebody is writing, not in the place of their words. */
  #showClosed () {
    const written = [...document.querySelectorAll('main textarea, main input[type=text]')].some((one) => one.value.trim())
    if (written) document.getElementById('stale').hidden = false
    else location.assign(document.body.dataset.address)
  }

  #swap (id, fresh) {
    const held = document.getElementById(id)
    // Not under a finger or a mouse that is just being pressed; the next update brings it.
    if (held.querySelector(':active')) return
    const focused = held.contains(document.activeElement) ? document.activeElement.closest('details[id]')?.id : null
    const open = new Set([...held.querySelectorAll('details[open]')].map((one) => one.id))
    for (const one of fresh.querySelectorAll('details')) one.open = open.has(one.id)
    const clean = held.cloneNode(true)
    clean.querySelectorAll('.fresh').forEach((one) => one.classList.remove('fresh'))
    if (clean.innerHTML !== fresh.innerHTML || held.dataset.version !== fresh.dataset.version) this.#replace(held, fresh, focused)
  }

  #replace (held, fresh, focused) {
    held.replaceWith(fresh)
    // Whoever was on a heading that unfolds stays on it.
    if (focused) document.getElementById(focused)?.querySelector('summary').focus()
  }
}

new Case()
