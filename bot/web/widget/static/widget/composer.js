import { element } from './dom.js'

/** Where one writes. What is wrong with a message is said beside the box, and nothing of it is lost. */
export class Composer {
  #limit
  #send
  #box
  #problem
  element

  /**
   * @param {number} limit - most characters of a message
   * @param {(text: string) => void} send
   */
  constructor (limit, send) {
    this.#limit = limit
    this.#send = send
    this.#problem = element('p', { className: 'problem', id: 'problem', role: 'alert' })
    // Off, so that the browser keeps nothing of what is written and offers it to nobody later.
    this.#box = element('textarea', {
      id: 'message', rows: 3, autocomplete: 'off', 'aria-describedby': 'problem', name: 'signpost-message'
    })
    const button = element('button', { type: 'submit', textContent: 'Send' })
    this.element = element('form', { className: 'write', noValidate: true, autocomplete: 'off' },
      element('label', { htmlFor: 'message', textContent: 'Describe what you have seen or heard, without names' }),
      this.#problem, this.#box, button)
    button.addEventListener('click', (event) => {
      // The second click of a double click, by the browser's own count, is not an empty message.
      if (event.detail > 1 && this.isEmpty) event.preventDefault()
    })
    this.element.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#submit()
    })
    this.#box.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) this.element.requestSubmit()
    })
  }

  focus () {
    this.#box.focus()
  }

  get isEmpty () {
    return !this.#box.value
  }

  /** Gives words back that were not taken; what was written meanwhile stays too. */
  giveBack (text) {
    this.#box.value = [text, this.#box.value].filter(Boolean).join('\n\n')
  }

  clear () {
    this.#box.value = ''
    this.#tell('')
  }

  #submit () {
    const text = this.#box.value.trim()
    const fault = this.#faultOf(text)
    this.#tell(fault)
    if (fault) {
      this.#box.focus()
      return
    }
    this.#box.value = ''
    this.#send(text)
  }

  #faultOf (text) {
    if (!text) return 'Write what you have seen or heard about the child.'
    const over = [...text].length - this.#limit
    if (over > 0) return `Your message is ${over} characters too long. Shorten it, or send it in parts.`
    return ''
  }

  #tell (fault) {
    this.#problem.textContent = fault
    if (fault) this.#box.setAttribute('aria-invalid', 'true')
    else this.#box.removeAttribute('aria-invalid')
  }
}
