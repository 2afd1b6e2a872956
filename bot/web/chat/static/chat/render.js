/** What one can ring or write to. */
const CONTACT = /\b(?:999|0\d{4} \d{6})\b|[\w.]+@[\w.]+\w/g

/**
 * What the practitioner wrote, as a block of the transcript.
 * @param {string} text
 * @returns {HTMLElement}
 */
export function renderSaid (text) {
  const block = element('div', { className: 'said' })
  block.append(element('span', { className: 'who', textContent: 'You wrote: ' }), text)
  return block
}

/**
 * A reply as a block of the transcript.
 * @param {object} answer - a reply of the gateway, or `{failure}`
 * @param {string} said - the message it answers, whose words are marked
 * @param {(text: string) => void} choose - sends the choice of a button
 * @returns {HTMLElement}
 */
export function renderReply (answer, said, choose) {
  const block = element('div', { className: `reply ${answer.kind ?? 'failsafe'}`, tabIndex: -1 })
  block.append(element('span', { className: 'who', textContent: 'Signpost: ' }))
  if (!answer.kind) {
    const lost = 'Signpost cannot be reached just now. Ring the numbers at the top of this page.'
    block.append(paragraph(answer.failure ?? lost), ...pageContacts())
    return block
  }
  for (const part of answer.replies) {
    block.append(...paragraphs(part, answer))
    if (part.quick_replies.length) block.append(choices(part.quick_replies, choose))
  }
  const found = answer.assessment?.indicators.filter((item) => item.start !== null) ?? []
  if (found.length) block.append(folded('Your words that led to this', [marked(said, found)]))
  if (answer.steps.length) block.append(steps(answer.steps, answer.kind))
  for (const item of answer.guidance) {
    // The words of an answer are its guidance; beside advice the guidance stands by itself.
    if (answer.kind !== 'answer') block.append(entry(item.title, item))
    block.append(...item.related.map((other) => entry(`Related: ${other.title}`, other)))
  }
  const sources = sourcesOf(answer)
  if (sources.length) block.append(folded('Where this comes from', [list('ul', sources)]))
  return block
}

/** The numbers that stand at the top of the page, again where somebody is looking. */
function pageContacts () {
  return [...document.querySelectorAll('.contacts p')].map((line) => line.cloneNode(true))
}

/** A text of the reply, with what one must not overlook in bold: the route and how soon, the question, the reference. */
function paragraphs (part, answer) {
  const how = answer.assessment?.route.how
  if (how && part.text.endsWith(how) && part.text !== how) {
    return [key(part.text.slice(0, -how.length).trim()), paragraph(how)]
  }
  const reference = answer.escalation?.reference
  const matters = part.quick_replies.length || (reference && part.text.includes(reference))
  return [matters ? key(part.text) : paragraph(part.text)]
}

function key (text) {
  const line = paragraph(text)
  line.className = 'key'
  return line
}

/** In an emergency the steps are for later: nothing may stand beside 999 that reads like something to do first. */
function steps (all, kind) {
  const lines = list('ol', all.map((step) => step.text))
  if (kind === 'emergency') return folded('Next steps, once the child is safe', [lines])
  const block = element('section')
  block.append(element('h2', { textContent: 'Next steps' }), lines)
  return block
}

function entry (title, item) {
  const words = item.quoted ? `“${item.text}”` : item.text
  return folded(title, [words, ...item.differs, sourceLine(item.source)].map(paragraph))
}

function sourcesOf (answer) {
  const sources = [
    ...(answer.assessment?.indicators ?? []).map((item) => item.source),
    ...answer.steps.map((step) => step.source),
    ...answer.guidance.map((item) => item.source)
  ]
  return [...new Set(sources.map(sourceLine))]
}

function sourceLine (source) {
  return `${source.document}, ${source.section}, ${source.date}`
}

/** The message with the words that show an indicator marked. Offsets count characters, which an emoji is one of. */
function marked (said, found) {
  const line = element('p')
  const signs = [...said]
  const words = (from, to) => signs.slice(from, to).join('')
  let at = 0
  for (const item of [...found].sort((a, b) => a.start - b.start)) {
    if (item.start < at) continue
    const mark = element('mark', { textContent: words(item.start, item.end), title: item.label })
    line.append(words(at, item.start), mark)
    at = item.end
  }
  line.append(words(at))
  return line
}

function choices (options, choose) {
  const group = element('div', { className: 'choices' })
  for (const option of options) {
    const button = element('button', { type: 'button', textContent: option.title })
    button.addEventListener('click', () => {
      for (const other of group.children) other.disabled = true
      button.textContent = `You chose: ${option.title}`
      choose(option.value)
    })
    group.append(button)
  }
  return group
}

function folded (title, content) {
  const block = element('details')
  block.append(element('summary', { textContent: title }), ...content)
  return block
}

function list (kind, lines) {
  const block = element(kind)
  for (const line of lines) {
    const item = element('li')
    item.append(...withLinks(line))
    block.append(item)
  }
  return block
}

function paragraph (text) {
  const line = element('p')
  line.append(...withLinks(text))
  return line
}

/** Turns numbers and addresses into links to ring or write to them. */
function withLinks (text) {
  const parts = []
  let at = 0
  for (const { 0: contact, index } of text.matchAll(CONTACT)) {
    const href = contact.includes('@') ? `mailto:${contact}` : `tel:${contact.replace(' ', '')}`
    parts.push(text.slice(at, index), element('a', { href, textContent: contact }))
    at = index + contact.length
  }
  parts.push(text.slice(at))
  return parts
}

function element (name, properties = {}) {
  return Object.assign(document.createElement(name), properties)
}
