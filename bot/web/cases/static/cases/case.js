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
      location.assign(document.body.dataset.address)
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

  #swap (id, fresh) {
    const held = document.getElementById(id)
    const open = new Set([...held.querySelectorAll('details[open]')].map((one) => one.id))
    for (const one of fresh.querySelectorAll('details')) one.open = open.has(one.id)
    const clean = held.cloneNode(true)
    clean.querySelectorAll('.fresh').forEach((one) => one.classList.remove('fresh'))
    if (clean.innerHTML !== fresh.innerHTML || held.dataset.version !== fresh.dataset.version) held.replaceWith(fresh)
  }
}

new Case()
