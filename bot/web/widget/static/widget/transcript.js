import { button, element, moment, paragraph, unseen, withLinks } from './dom.js'
import { marked } from './evidence.js'
import { ReplyView } from './reply_view.js'
import { Roving } from './roving.js'

const STATES = { waiting: 'Waiting to be sent', sending: 'Sent, not answered yet', refused: 'Not sent', answered: '' }

/** The log of a conversation. A turn is shown once, whether it comes from this page, the gateway, or both. */
export class Transcript {
  #log
  #words
  #actions
  #roving
  #said = new Map()
  #replied = new Map()
  #seen = new Set()
  #failure = null
  #latestKey = null
  turns = []

  /**
   * @param {HTMLElement} log
   * @param {object} words - as the server gave them with the script
   * @param {{feedback: Function, referral: Function, retry: Function, said: Function, replied: Function}} actions - the
   *   first three are for buttons; `said(text)` and `replied(block, reply)` are told of each turn that is added
   */
  constructor (log, words, actions) {
    this.#log = log
    this.#words = words
    this.#actions = actions
    this.#roving = new Roving(log)
  }

  /** A message of this page, which the gateway may not have yet. */
  say ({ text, key }) {
    if (this.#said.has(key)) return
    this.#addSaid({ text, key, at: new Date().toISOString() })
    this.mark(key, 'waiting')
  }

  /** How far the message has come: `waiting`, `sending`, `refused` or `answered`. */
  mark (key, state) {
    const block = this.#said.get(key)
    if (block) block.querySelector('.sending').textContent = STATES[state]
  }

  /** A reply that came straight back; `key` is that of the message it answers, null where it answers none. */
  reply ({ reply, key }) {
    this.clearFailure()
    if (key && this.#replied.has(key)) return
    const turn = { from: 'assistant', at: new Date().toISOString(), reply, n: null, key }
    this.#addReply(turn)
    if (key) this.#settle(key, reply)
  }

  /** A turn that the gateway has. */
  take (turn) {
    if (this.#seen.has(turn.n)) return
    this.#seen.add(turn.n)
    if (turn.from === 'practitioner') this.#takeSaid(turn)
    else if (turn.from === 'assistant') this.#takeReply(turn)
    else this.#add(this.#person(turn), turn)
  }

  /** Says something about the conversation itself. */
  notice (text) {
    this.#append(element('div', { className: 'turn notice' }, paragraph(text)))
  }

  /** In place of a reply: why there is none, and whom to ring. Only the latest failure is shown. */
  fail (text, contacts, { retry }) {
    this.clearFailure()
    const again = retry ? [button('Send again now', this.#actions.retry)] : []
    this.#failure = element('div', { className: 'turn failsafe' },
      unseen('Signpost: '), paragraph(text), ...contacts, ...again)
    this.#append(this.#failure)
  }

  clearFailure () {
    this.#failure?.remove()
    this.#failure = null
  }

  clear () {
    this.#log.replaceChildren()
    this.#said.clear()
    this.#replied.clear()
    this.#seen.clear()
    this.#failure = null
    this.turns = []
  }

  /** Leads the eye to the beginning of the latest block. */
  showLatest () {
    this.#log.lastElementChild?.scrollIntoView({ block: 'start' })
  }

  focusLatest () {
    const latest = this.#log.lastElementChild
    latest?.focus({ preventScroll: true })
    latest?.scrollIntoView({ block: 'start' })
  }

  #takeSaid (turn) {
    const known = turn.key && this.#said.get(turn.key)
    if (known) {
      this.#rewrite(turn.key, turn.text, [])
      this.turns.find((one) => one.key === turn.key && one.from === 'practitioner').text = turn.text
    } else this.#addSaid(turn)
    this.mark(turn.key, turn.state === 'answered' ? 'answered' : 'sending')
    this.#latestKey = turn.key
  }

  #takeReply (turn) {
    const key = turn.key ?? this.#latestKey
    const known = key && this.#replied.get(key)
    if (known) {
      known.n = turn.n
      known.at = turn.at
    } else if (!this.#sameReply(turn)) this.#addReply({ ...turn, key })
    if (key) this.#settle(key, turn.reply)
  }

  /** A reply that answers no message (the button for the duty team) comes back from the gateway with its number. */
  #sameReply (turn) {
    const reference = turn.reply.escalation?.reference
    const held = this.turns.find((one) => one.from === 'assistant' && one.n === null && one.key === null &&
      one.reply.escalation?.reference === reference)
    if (held) held.n = turn.n
    return Boolean(held)
  }

  /** Once a message is answered it is shown as it was read: masked, with the words marked that led to a sign. */
  #settle (key, reply) {
    this.mark(key, 'answered')
    const said = this.turns.find((one) => one.key === key && one.from === 'practitioner')
    if (!said) return
    said.text = reply.said ?? said.text
    this.#rewrite(key, said.text, reply.assessment?.indicators ?? [])
  }

  #rewrite (key, text, indicators) {
    this.#said.get(key).querySelector('.words').replaceChildren(...marked(text, indicators))
  }

  #addSaid (turn) {
    const block = element('div', { className: 'turn said' },
      unseen('You wrote: '),
      element('p', { className: 'words' }, turn.text),
      element('p', { className: 'sending' }))
    this.#said.set(turn.key ?? turn.n, block)
    this.#actions.said(turn.text)
    this.#add(block, { ...turn, from: 'practitioner' })
  }

  #addReply (turn) {
    const view = new ReplyView(turn.reply, this.#words)
    const actions = {
      feedback: (event) => this.#actions.feedback(turn, event.currentTarget),
      referral: (event) => this.#actions.referral(turn, event.currentTarget)
    }
    const block = view.block(turn.at, actions)
    if (turn.key) this.#replied.set(turn.key, turn)
    this.#add(block, turn)
    this.#actions.replied(block, turn.reply)
  }

  #person (turn) {
    return element('div', { className: 'turn person' },
      element('p', { className: 'who', textContent: 'Duty team' }),
      element('p', { className: 'words' }, ...withLinks(turn.text)),
      element('p', { className: 'time', textContent: moment(turn.at) }))
  }

  #add (block, turn) {
    this.turns.push(turn)
    this.#append(block)
  }

  #append (block) {
    block.tabIndex = -1
    this.#log.append(block)
    this.#roving.refresh(block)
  }
}
