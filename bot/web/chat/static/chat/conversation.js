/** Longer than the gateway takes at its slowest, so that the gateway's own failsafe has the first word. */
const PATIENCE_MS = 10500

/** One conversation with the gateway. Every way in which it can fail still gives something to show. */
export class Conversation {
  #started = null

  /**
   * Sends a message, starting the conversation first where there is none; both together take no longer than our patience.
   * @param {string} text
   * @returns {Promise<object>} the reply; `{failure}` with the gateway's words; or `{failure: null}`, where the page has
   *   nothing but its own contacts
   */
  async send (text) {
    const key = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`
    try {
      const patience = AbortSignal.timeout(PATIENCE_MS)
      const { id, token } = await this.#start(patience)
      const response = await post(`/api/v1/conversations/${id}/messages`, { text }, patience, {
        Authorization: `Bearer ${token}`, 'Idempotency-Key': key
      })
      const body = await response.json()
      if (response.ok) return body
      // The token is out of date or the conversation gone: the next message starts a new one.
      if (response.status === 401 || response.status === 404) this.#started = null
      return { failure: body.error.message }
    } catch (error) {
      console.error('signpost: no answer from the gateway', error.name)
      return { failure: null }
    }
  }

  async #start (patience) {
    if (this.#started) return this.#started
    const response = await post('/api/v1/conversations', {}, patience)
    if (!response.ok) throw new Error('the conversation could not be started')
    this.#started = await response.json()
    return this.#started
  }
}

function post (address, body, signal, headers = {}) {
  return fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal
  })
}
