/** Longer than the gateway takes at its slowest, so that the gateway's own failsafe has the first word. */
const PATIENCE_MS = 10900

/** One conversation with the gateway. Every way in which it can fail still gives something to show. */
export class Conversation {
  #started = null

  /**
   * Sends a message.
   * @param {string} text
   * @returns {Promise<object>} the reply, or `{failure}` with the gateway's words, or null for the page's own contacts
   */
  async send (text) {
    const key = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`
    try {
      const { id, token } = await this.#start()
      const response = await this.#post(`/api/v1/conversations/${id}/messages`, { text }, {
        Authorization: `Bearer ${token}`, 'Idempotency-Key': key
      })
      const body = await response.json()
      return response.ok ? body : { failure: body.error.message }
    } catch (error) {
      console.error('signpost: no answer from the gateway', error.name)
      return { failure: null }
    }
  }

  #start () {
    this.#started ??= this.#post('/api/v1/conversations', {}).then(async (response) => {
      const body = await response.json()
      if (!response.ok) throw new Error('the conversation could not be started')
      return body
    }).catch((error) => {
      this.#started = null
      throw error
    })
    return this.#started
  }

  #post (address, body, headers = {}) {
    return fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS)
    })
  }
}
