import { GatewayError, patience } from './gateway.js'

const RETRY_MS = [5000, 10000, 20000, 40000, 60000]
const POLL_MS = 30000
const POLL_SOON_MS = 4000

/**
 * One conversation: sends messages in their order, each until it is answered, and takes in what others write.
 *
 * Events: `sent` {text, key} when a message joins the outbox; `turn` {turn} for each turn the gateway has; `reply`
 * {reply, key} when one comes straight back; `read` when a kept conversation was read again; `failed` {error, key, text, retrying}; `state` when anything of `busy`,
 * `held`, `escalated` or `ended` changed; `over` {gone} when the conversation is no more.
 */
export class Talk extends EventTarget {
  #gateway
  #memory
  #after = 0
  #tries = 0
  #retry = 0
  #poll = 0
  #round = 0
  busy = false
  held = false
  ended = false
  reference = null

  constructor (gateway, memory) {
    super()
    this.#gateway = gateway
    this.#memory = memory
    addEventListener('online', () => this.flush())
    addEventListener('offline', () => this.#tell('state'))
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.at) this.#sync().catch(() => {})
    })
  }

  /** How to open the conversation, or null where none has begun. */
  get at () {
    return this.#memory.held.at
  }

  /** Messages that wait for their answer, oldest first. */
  get outbox () {
    return this.#memory.held.outbox
  }

  get offline () {
    return navigator.onLine === false
  }

  /** Takes up a conversation that this tab has kept: its turns come from the gateway, what is unanswered is sent again. */
  async resume () {
    for (const { key, text } of this.outbox) this.#tell('sent', { key, text })
    if (this.at) {
      try {
        this.#takeIn(await this.#gateway.conversation(this.at))
        this.#tell('read')
      } catch (error) {
        if (this.#lost(error)) return
        this.#tell('failed', { error, key: null, retrying: true })
        this.#later(() => this.resume())
        return
      }
      this.#pollLater()
    }
    this.flush()
  }

  /** Takes a message; it is sent when it can be, in its turn. */
  say (text) {
    const key = newKey()
    this.#memory.keep({ outbox: [...this.outbox, { key, text }] })
    this.#tell('sent', { key, text })
    this.flush()
  }

  /** Sends what waits, one message after the other. */
  async flush () {
    if (this.busy || !this.outbox.length) return
    clearTimeout(this.#retry)
    this.#retry = 0
    const { key, text } = this.outbox[0]
    if (this.offline) {
      this.#tell('failed', { error: new GatewayError(0, 'offline'), key, text, retrying: true })
      return
    }
    this.busy = true
    this.#tell('state')
    const round = this.#round
    try {
      const limit = patience()
      const at = this.at ?? await this.#begin(limit)
      const reply = await this.#gateway.send(at, text, key, limit)
      if (round !== this.#round) return
      this.#answered(key)
      this.#tries = 0
      this.#tell('reply', { reply, key })
      this.#noteReference(reply)
      this.#sync().catch(() => {})
    } catch (error) {
      if (round === this.#round) this.#notSent(error, key, text)
    } finally {
      if (round === this.#round) this.busy = false
      this.#tell('state')
    }
    if (!this.#retry) this.flush()
  }

  /** Makes a case for the duty team, without a message. */
  async askPerson () {
    const at = this.at ?? await this.#begin()
    const reply = await this.#gateway.escalate(at)
    this.#noteReference(reply)
    // The gateway has two turns of it, with what was asked before what was answered.
    await this.#sync().catch(() => this.#tell('reply', { reply, key: null }))
  }

  feedback (body) {
    return this.#gateway.feedback(this.at, body)
  }

  keepReferral (form) {
    return this.#gateway.keepReferral(this.at, form)
  }

  /** Ends the conversation and forgets it; that the gateway cannot be reached changes nothing of that here. */
  async end () {
    const at = this.at
    this.#forget()
    if (at) await this.#gateway.end(at).catch(() => {})
  }

  async #begin (signal) {
    const { id, token } = await this.#gateway.start(signal)
    this.#memory.keep({ at: { id, token } })
    return this.at
  }

  #answered (key) {
    this.#memory.keep({ outbox: this.outbox.filter((message) => message.key !== key) })
  }

  #notSent (error, key, text) {
    if (error.passes) {
      this.#tell('failed', { error, key, text, retrying: true })
      this.#later(() => this.flush())
      return
    }
    // What the gateway refuses it would refuse again: the words go back to the person.
    this.#answered(key)
    if (!this.#lost(error, text)) this.#tell('failed', { error, key, text, retrying: false })
  }

  /** Whether the conversation is gone; it is then forgotten, and what was not answered goes back to the person. */
  #lost (error, text) {
    if (!error.gone) return false
    const unsent = [text, ...this.outbox.map((message) => message.text)].filter(Boolean).join('\n\n')
    this.#forget()
    this.#tell('over', { unsent })
    return true
  }

  #forget () {
    this.#round += 1
    clearTimeout(this.#retry)
    clearTimeout(this.#poll)
    this.#retry = 0
    this.#after = 0
    this.busy = this.held = this.ended = false
    this.reference = null
    this.#memory.clear()
  }

  #later (again) {
    clearTimeout(this.#retry)
    const wait = RETRY_MS[Math.min(this.#tries, RETRY_MS.length - 1)]
    this.#tries += 1
    this.#retry = setTimeout(() => {
      this.#retry = 0
      again()
    }, wait)
  }

  async #sync () {
    const round = this.#round
    try {
      const news = await this.#gateway.updates(this.at, this.#after)
      if (round === this.#round) this.#takeIn(news)
    } catch (error) {
      if (round === this.#round && error.status === 401) this.#lost(error)
      else throw error
    } finally {
      if (round === this.#round) this.#pollLater()
    }
  }

  #takeIn ({ messages, held_by: heldBy, ended, escalation }) {
    for (const turn of messages) {
      this.#after = Math.max(this.#after, turn.n)
      if (turn.from === 'practitioner' && turn.state === 'answered') this.#answered(turn.key)
      this.#noteReference(turn.reply)
      this.#tell('turn', { turn })
    }
    if (escalation) this.reference = escalation.reference
    this.held = Boolean(heldBy)
    this.ended = Boolean(ended)
    this.#tell('state')
  }

  #noteReference (reply) {
    this.reference = reply?.escalation?.reference ?? this.reference
  }

  #pollLater () {
    clearTimeout(this.#poll)
    if (!this.at || this.ended) return
    const wait = this.held || this.reference ? POLL_SOON_MS : POLL_MS
    this.#poll = setTimeout(() => {
      if (document.hidden) this.#pollLater()
      else this.#sync().catch(() => {})
    }, wait)
  }

  #tell (name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail }))
  }
}

/** A key that no other message has. `randomUUID` is missing on pages without TLS, `getRandomValues` is not. */
function newKey () {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
