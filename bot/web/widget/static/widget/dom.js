/** What one can ring or write to. */
const CONTACT = /\b(?:999|0\d{4} \d{6})\b|[\w.]+@[\w.]+\w/g

/**
 * A new element.
 * @param {string} name
 * @param {object} properties - properties of the element; those with a hyphen and `role` are set as attributes
 * @param {...(Node|string)} content
 * @returns {HTMLElement}
 */
export function element (name, properties = {}, ...content) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes('-') || key === 'role') made.setAttribute(key, value)
    else made[key] = value
  }
  made.append(...content)
  return made
}

/** A paragraph, in which numbers and addresses are links. */
export function paragraph (text, className = '') {
  return element('p', { className }, ...withLinks(text))
}

/** A list, of lines of text or of nodes. */
export function list (kind, lines, className = '') {
  const items = lines.map((line) => element('li', {}, ...(typeof line === 'string' ? withLinks(line) : [line])))
  return element(kind, { className }, ...items)
}

/** Something folded: its title is seen, its content when one opens it. */
export function folded (title, ...content) {
  return element('details', {}, element('summary', { textContent: title }), ...content)
}

/** A button that does something. */
export function button (label, action, properties = {}) {
  const made = element('button', { type: 'button', textContent: label, ...properties })
  made.addEventListener('click', action)
  return made
}

/** A link that rings a number. */
export function ring (phone) {
  return element('a', { href: `tel:${phone.replaceAll(' ', '')}`, textContent: phone })
}

/** Words that are heard, not seen. */
export function unseen (text) {
  return element('span', { className: 'unseen', textContent: text })
}

/** The text as nodes, with numbers and addresses as links to ring or write to them. */
export function withLinks (text) {
  const parts = []
  let at = 0
  for (const { 0: contact, index } of text.matchAll(CONTACT)) {
    const link = contact.includes('@')
      ? element('a', { href: `mailto:${contact}`, textContent: contact })
      : ring(contact)
    parts.push(text.slice(at, index), link)
    at = index + contact.length
  }
  parts.push(text.slice(at))
  return parts
}

/** A moment as people write it: 3 March 2026, 14:05. */
export function moment (iso) {
  return new Date(iso).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short' })
}
