import { Polling, showOver } from '../cases/polling.js'

/** Keeps the moving part of a page of trainings up to date, and says what has changed to those who hear the page. */
class Watch {
  #box = document.getElementById('watched')
  #news = document.getElementById('news')

  constructor () {
    const seconds = Number(document.body.dataset.poll)
    if (seconds) new Polling(seconds, (text) => this.#take(text), showOver).start()
  }

  #take (text) {
    const fresh = new DOMParser().parseFromString(text, 'text/html').body.firstElementChild
    const held = this.#box.firstElementChild
    if (!fresh || !held || fresh.outerHTML === held.outerHTML) return
    // Not under a finger or a mouse that is just being pressed; the next update brings it.
    if (this.#box.querySelector(':active')) return
    const said = this.#states()
    const focused = document.activeElement.getAttribute('href')
    const open = [...held.querySelectorAll('details')].map((one) => one.open)
    fresh.querySelectorAll('details').forEach((one, place) => { one.open = open[place] ?? false })
    this.#box.replaceChildren(fresh)
    if (focused) [...fresh.querySelectorAll('a')].find((link) => link.getAttribute('href') === focused)?.focus()
    if (this.#states() !== said) this.#news.textContent = this.#states()
    const cancel = document.getElementById('cancel')
    if (cancel && fresh.dataset.state && !['waiting', 'running'].includes(fresh.dataset.state)) cancel.remove()
  }

  #states () {
    return [...this.#box.querySelectorAll('.step, .state')].map((one) => one.textContent.trim()).join('; ')
  }
}

new Watch()
