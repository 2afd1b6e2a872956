/**
 * What is kept in this tab while the chat goes on: how to open the conversation, and messages that are not answered yet.
 * Never the transcript: that comes from the gateway. A browser that keeps nothing still chats, but not over a reload.
 */
export class Memory {
  #name
  #held

  /** @param {string} name - what it is kept under */
  constructor (name) {
    this.#name = name
    this.#held = this.#read()
  }

  /** @returns {{at: ?{id: string, token: string}, outbox: {key: string, text: string}[], open: boolean}} */
  get held () {
    return this.#held
  }

  /** Changes some of it. */
  keep (changes) {
    this.#held = { ...this.#held, ...changes }
    try {
      sessionStorage.setItem(this.#name, JSON.stringify(this.#held))
    } catch {
      // Storage is off or full: the chat goes on without it.
    }
  }

  /** Leaves nothing behind. */
  clear () {
    this.#held = fresh()
    try {
      sessionStorage.removeItem(this.#name)
    } catch {
      // Where nothing can be kept, nothing was.
    }
  }

  #read () {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#name))
      return { ...fresh(), ...kept }
    } catch {
      return fresh()
    }
  }
}

function fresh () {
  return { at: null, outbox: [], open: false }
}
