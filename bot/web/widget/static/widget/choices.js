import { button, element } from './dom.js'

/**
 * The buttons of the deciding question. While it is open they stand before the box, each a stop of the Tab key; once
 * anything is said they are off, say what was chosen, and move under their question in the transcript.
 */
export class Choices {
  #place
  #choose
  #open = null

  /**
   * @param {HTMLElement} place - where the open question stands
   * @param {(value: string) => void} choose - takes the answer as a message
   */
  constructor (place, choose) {
    this.#place = place
    this.#choose = choose
  }

  /** Opens the question of a reply, if it has one. */
  offer (block, reply) {
    this.close()
    const part = reply.replies.find((one) => one.quick_replies.length)
    if (!part) return
    const group = element('fieldset', { className: 'choices' }, element('legend', { textContent: part.text }))
    for (const { title, value } of part.quick_replies) {
      const choice = button(title, () => this.#choose(value))
      choice.dataset.value = value
      group.append(choice)
    }
    this.#open = { group, block }
    this.#place.replaceChildren(group)
  }

  /** Something was said: it answers the open question, by one of its buttons or in other words. */
  use (text) {
    const used = this.#open?.group.querySelectorAll('button') ?? []
    for (const choice of used) {
      choice.disabled = true
      if (choice.dataset.value === text) choice.textContent = `You chose: ${choice.textContent}`
    }
    this.close()
  }

  close () {
    if (!this.#open) return
    const { group, block } = this.#open
    for (const choice of group.querySelectorAll('button')) choice.disabled = true
    group.firstChild.className = 'unseen'
    block.append(group)
    this.#open = null
  }

  clear () {
    this.#place.replaceChildren()
    this.#open = null
  }
}
