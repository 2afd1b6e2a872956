/** Longer than the gateway takes at its slowest, so that its own failsafe has the first word; under eleven seconds. */
const PATIENCE_MS = 10500

/** Why there is no answer: `status` is 0 where nothing answered; `words` are the gateway's, for people, or null. */
export class GatewayError extends Error {
  constructor (status, code = 'unreachable', words = null) {
    super(`${status} ${code}`)
    this.status = status
    this.code = code
    this.words = words
  }

  /** Whether the same request may succeed later. */
  get passes () {
    return this.status === 0 || this.status >= 500
  }

  /** Whether the conversation cannot be opened (any more). */
  get gone () {
    return this.status === 401 || this.status === 404 || this.status === 410
  }
}

/** The API, as the chat uses it. Every method rejects with a `GatewayError` alone. */
export class Gateway {
  #api

  /** @param {string} api - the address of the API, with a slash at its end */
  constructor (api) {
    this.#api = api
  }

  contacts () {
    return this.#ask('GET', 'contacts')
  }

  referralForm () {
    return this.#ask('GET', 'referral')
  }

  /** @returns {Promise<Blob>} the document */
  referral (format, form) {
    return this.#ask('POST', `referral?format=${format}`, { body: form, read: (response) => response.blob() })
  }

  /** @returns {Promise<{id: string, token: string}>} */
  start (signal) {
    return this.#ask('POST', 'conversations', { body: {}, signal })
  }

  /** Sends a message; a repeat with the same key gives the same reply and is not asked twice. */
  send (at, text, key, signal) {
    return this.#of(at, 'POST', '/messages', { body: { text }, signal, headers: { 'Idempotency-Key': key } })
  }

  conversation (at) {
    return this.#of(at, 'GET', '')
  }

  updates (at, after) {
    return this.#of(at, 'GET', `/updates?after=${after}`)
  }

  escalate (at) {
    return this.#of(at, 'POST', '/escalation', { body: {} })
  }

  feedback (at, body) {
    return this.#of(at, 'POST', '/feedback', { body })
  }

  keepReferral (at, form) {
    return this.#of(at, 'POST', '/referral', { body: form })
  }

  /** Ends the conversation; goes out even while the page is being left. */
  end (at) {
    return this.#of(at, 'POST', '/end', { body: {}, keepalive: true })
  }

  #of ({ id, token }, method, path, options = {}) {
    const headers = { Authorization: `Bearer ${token}`, ...options.headers }
    return this.#ask(method, `conversations/${id}${path}`, { ...options, headers })
  }

  async #ask (method, path, { body, headers = {}, signal = patience(), keepalive = false, read = readJson } = {}) {
    let response
    let content
    try {
      response = await fetch(this.#api + path, {
        method,
        signal,
        keepalive,
        credentials: 'omit',
        cache: 'no-store',
        headers: body ? { 'Content-Type': 'application/json', ...headers } : headers,
        body: body && JSON.stringify(body)
      })
      content = await (response.ok ? read(response) : response.json())
    } catch (error) {
      // An answer that is no answer of ours (a proxy's page, half a reply) is worth no more than none.
      throw new GatewayError(response && !response.ok ? response.status : 0)
    }
    if (!response.ok) throw new GatewayError(response.status, content?.error?.code, content?.error?.message)
    return content
  }
}

/** A signal that gives up in time; one for several requests keeps all of them within that time. */
export function patience () {
  const controller = new AbortController()
  setTimeout(() => controller.abort(), PATIENCE_MS)
  return controller.signal
}

function readJson (response) {
  return response.status === 204 ? null : response.json()
}
