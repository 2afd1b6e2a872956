import { button, element } from './dom.js'

/**
 * Where the chat stands on its host page: inside an element of the page, or behind a button in the corner. All of it is
 * in a shadow root, so that neither page nor chat changes the other's look.
 */
export class Frame {
  #panel
  #memory
  #boot
  #host
  #launch
  #box
  #started = false

  constructor (panel, memory, boot) {
    this.#panel = panel
    this.#memory = memory
    this.#boot = boot
    this.#host = element('signpost-chat')
  }

  async show () {
    const root = this.#host.attachShadow({ mode: 'open' })
    const style = element('link', { rel: 'stylesheet', href: this.#boot.styleAddress })
    const styled = new Promise((resolve) => {
      style.addEventListener('load', resolve)
      // Without our style the chat is plain, and works.
      style.addEventListener('error', resolve)
    })
    const place = this.#boot.target ? document.querySelector(this.#boot.target) : null
    root.append(style, ...(place ? this.#within() : this.#floating()))
    this.#host.hidden = true
    ;(place ?? document.body).append(this.#host)
    await styled
    // What stood in the place said that there is no chat.
    place?.replaceChildren(this.#host)
    this.#host.hidden = false
    if (place) this.#begin()
    else if (this.#memory.held.open || this.#boot.open) this.open({ focus: false })
  }

  #within () {
    this.#box = element('section', { className: 'panel within', 'aria-labelledby': 'title' },
      element('div', { className: 'head' }, ...this.#panel.head), this.#panel.element)
    return [this.#box]
  }

  #floating () {
    this.#launch = button(this.#boot.title, () => this.open({ focus: true }), { className: 'launch', 'aria-expanded': 'false' })
    const close = button('Close', () => this.close(), { className: 'close', 'aria-label': 'Close the chat' })
    this.#box = element('section', { className: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true },
      element('div', { className: 'head' }, ...this.#panel.head, close), this.#panel.element)
    // Also from outside: one must be able to uncover what the chat lies over without going into it.
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !this.#box.hidden) this.close()
    })
    // Full-screen, it would hide what has the focus: then it makes way.
    document.addEventListener('focusin', (event) => {
      if (!this.#box.hidden && event.target !== this.#host && this.#coversAll()) this.close({ focus: false })
    })
    return [this.#launch, this.#box]
  }

  open ({ focus }) {
    this.#box.hidden = false
    this.#launch.hidden = true
    this.#launch.setAttribute('aria-expanded', 'true')
    this.#memory.keep({ open: true })
    this.#begin()
    if (focus) this.#panel.focus()
  }

  close ({ focus = this.#host.shadowRoot.activeElement !== null } = {}) {
    this.#box.hidden = true
    this.#launch.hidden = false
    this.#launch.setAttribute('aria-expanded', 'false')
    this.#memory.keep({ open: false })
    if (focus) this.#launch.focus()
  }

  #begin () {
    if (this.#started) return
    this.#started = true
    this.#panel.start()
  }

  #coversAll () {
    const { width, height } = this.#box.getBoundingClientRect()
    return width >= innerWidth - 1 && height >= innerHeight - 1
  }
}
