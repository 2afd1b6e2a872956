import { element, ring } from './dom.js'

/** Whom to ring: known from the first moment, because the script brought it along; the hours come from the gateway. */
export class Contacts {
  #held
  #state = ''
  #places = new Set()

  /** @param {object} held - as the API gives contacts */
  constructor (held) {
    this.#held = held
  }

  get held () {
    return this.#held
  }

  /** New contacts with the present state of the office; every line that is shown follows. */
  update (contacts) {
    this.#held = contacts
    this.#state = contacts.state
    for (const place of this.#places) place.textContent = this.#words()
  }

  /** Lines to show, with links that ring. */
  lines () {
    const { emergency, duty_team: duty } = this.#held
    const state = element('span', { className: 'state', textContent: this.#words() })
    this.#places.add(state)
    return [
      element('p', {}, element('strong', { textContent: 'Child in danger now? ' }), 'Ring ', ring(emergency.phone), '.'),
      element('p', {}, element('strong', { textContent: `${duty.name}: ` }), ring(duty.phone),
        duty.option ? `, option ${duty.option}` : '', state)
    ]
  }

  #words () {
    return this.#state ? ` (${this.#state})` : ''
  }
}
