import { Alarm } from './alarm.js'
import { Polling, showOver } from './polling.js'
import { Shortcuts } from './shortcuts.js'

/** Keeps the queue up to date without a reload, and tells of new cases: in words, in the title, and by a sound. */
class Queue {
  #box = document.getElementById('queue')
  #news = document.getElementById('news')
  #alarm = new Alarm(document.getElementById('sound'))
  #title = document.title

  constructor () {
    this.#badge()
    const seconds = Number(document.body.dataset.poll)
    new Polling(seconds, (text) => this.#take(text), (words) => this.#over(words)).start()
    new Shortcuts({ j: () => this.#move(1), k: () => this.#move(-1), '/': () => document.getElementById('id_q').focus() })
  }

  get #state () {
    return this.#box.firstElementChild.dataset
  }

  get #links () {
    return [...this.#box.querySelectorAll('tbody a')]
  }

  #take (text) {
    const fresh = new DOMParser().parseFromString(text, 'text/html').body.firstElementChild
    if (!fresh || fresh.outerHTML === this.#box.firstElementChild.outerHTML) return
    // Not under a finger or a mouse that is just being pressed; the next update brings it.
    if (this.#box.querySelector(':active')) return
    const before = { ...this.#state }
    const focused = this.#links.indexOf(document.activeElement) < 0 ? null : document.activeElement.getAttribute('href')
    this.#box.replaceChildren(fresh)
    // Whoever was on a case stays on it, wherever it stands now.
    if (focused) this.#links.find((link) => link.getAttribute('href') === focused)?.focus()
    this.#badge()
    if (this.#state.latest !== before.latest && Number(this.#state.unread) > 0) this.#tell()
  }

  #tell () {
    const count = Number(this.#state.unread)
    this.#news.textContent = `Something new: ${count} case${count === 1 ? '' : 's'} not looked at yet.`
    this.#alarm.ring()
  }

  #badge () {
    const count = Number(this.#state.unread)
    document.title = count ? `(${count}) ${this.#title}` : this.#title
    if (navigator.setAppBadge) navigator.setAppBadge(count).catch(() => {})
  }

  #over (words) {
    showOver(words)
    if (words) {
      document.title = `Not up to date – ${this.#title}`
      this.#alarm.ring()
    } else this.#badge()
  }

  #move (by) {
    const links = this.#links
    if (!links.length) return
    const at = links.indexOf(document.activeElement)
    links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)].focus()
  }
}

new Queue()
