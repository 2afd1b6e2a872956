const NUMBER = /\b(999|0\d{4} \d{6})\b/g

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
  const block = element('div', { className: `reply ${answer.kind ?? 'failsafe'}` })
  block.append(element('span', { className: 'who', textContent: 'Signpost: ' }))
  if (!answer.kind) {
    const lost = 'Signpost cannot be reached just now. Ring the numbers at the top of this page.'
    block.append(paragraph(answer.failure ?? lost), ...pageContacts())
    return block
  }
  for (const part of answer.replies) {
    block.append(paragraph(part.text))
    if (part.quick_replies.length) block.append(choices(part.quick_replies, choose))
  }
  const found = answer.assessment?.indicators.filter((item) => item.start !== null) ?? []
  if (found.length) block.append(folded('Your words that led to this', [marked(said, found)]))
  if (answer.steps.length) block.append(steps(answer.steps))
  for (const item of answer.guidance) block.append(...related(item))
  const sources = sourcesOf(answer)
  if (sources.length) block.append(folded('Where this comes from', [list('ul', sources)]))
  return block
}

/** The numbers that stand at the top of the page, again where somebody is looking. */
function pageContacts () {
  return [...document.querySelectorAll('.contacts p')].map((line) => line.cloneNode(true))
}

function steps (all) {
  const block = element('section')
  block.append(element('h2', { textContent: 'Next steps' }), list('ol', all.map((step) => step.text)))
  return block
}

function related (item) {
  return item.related.map((other) => folded(`Related: ${other.title}`, [paragraph(other.text), paragraph(sourceLine(other.source))]))
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

/** The message with the words that show an indicator marked. */
function marked (said, found) {
  const line = element('p')
  let at = 0
  for (const item of [...found].sort((a, b) => a.start - b.start)) {
    if (item.start < at) continue
    const mark = element('mark', { textContent: said.slice(item.start, item.end), title: item.label })
    line.append(said.slice(at, item.start), mark)
    at = item.end
  }
  line.append(said.slice(at))
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
    item.append(...withNumbers(line))
    block.append(item)
  }
  return block
}

function paragraph (text) {
  const line = element('p')
  line.append(...withNumbers(text))
  return line
}

/** Turns the numbers to ring into links to ring them. */
function withNumbers (text) {
  const parts = []
  let at = 0
  for (const match of text.matchAll(NUMBER)) {
    parts.push(text.slice(at, match.index))
    parts.push(element('a', { href: `tel:${match[0].replace(' ', '')}`, textContent: match[0] }))
    at = match.index + match[0].length
  }
  parts.push(text.slice(at))
  return parts
}

function element (name, properties = {}) {
  return Object.assign(document.createElement(name), properties)
}
