import { element } from './dom.js'

const PRESSES = 3
const WINDOW_MS = 5000

/**
 * Leaves the page at once: by a link, or by pressing Shift three times. The page is blank before the next one has loaded,
 * and Back does not return to it.
 */
export class LeavePage {
  #address
  #before
  #pressed = 0
  #timer = 0
  #alone = false
  #told
  #dots
  element

  /**
   * @param {string} address - where to go
   * @param {string} words - how to use it, as the server gave it with the script
   * @param {() => void} before - leaves nothing behind
   */
  constructor (address, words, before) {
    this.#address = address
    this.#before = before
    this.#told = element('span', { className: 'unseen', role: 'status' })
    this.#dots = element('span', { className: 'dots', 'aria-hidden': 'true' })
    const link = element('a', { href: address, rel: 'nofollow noreferrer', className: 'leave', 'aria-describedby': 'leaving' },
      'Leave this page')
    link.addEventListener('click', (event) => {
      event.preventDefault()
      this.leave()
    })
    this.element = element('p', { className: 'leaving' },
      link, this.#dots, element('span', { className: 'unseen', id: 'leaving', textContent: words }), this.#told)
    document.addEventListener('keydown', (event) => this.#down(event), true)
    document.addEventListener('keyup', (event) => this.#up(event), true)
  }

  leave () {
    this.#told.textContent = 'Leaving the page.'
    // A slow network must not leave the chat on the screen, nor its title on the tab.
    document.documentElement.replaceChildren(document.createElement('body'))
    this.#before()
    location.replace(this.#address)
  }

  #down (event) {
    // Shift held down, or with another key, is somebody typing.
    this.#alone = event.key === 'Shift' && !event.repeat && !event.ctrlKey && !event.altKey && !event.metaKey
    if (event.key !== 'Shift') this.#reset('')
  }

  #up (event) {
    if (event.key !== 'Shift' || !this.#alone) return
    this.#pressed += 1
    clearTimeout(this.#timer)
    if (this.#pressed >= PRESSES) {
      this.#reset('')
      this.leave()
      return
    }
    this.#dots.textContent = '●'.repeat(this.#pressed) + '○'.repeat(PRESSES - this.#pressed)
    const left = PRESSES - this.#pressed
    this.#told.textContent = `Press Shift ${left} more ${left === 1 ? 'time' : 'times'} to leave this page.`
    this.#timer = setTimeout(() => this.#reset('Leaving the page was called off.'), WINDOW_MS)
  }

  #reset (words) {
    clearTimeout(this.#timer)
    if (this.#pressed) this.#told.textContent = words
    this.#pressed = 0
    this.#dots.textContent = ''
  }
}
