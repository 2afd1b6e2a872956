import { button, element, folded, list, moment, paragraph, ring, unseen, withLinks } from './dom.js'

/** Texts of a reply for which the view has a form of its own, as long as the reply holds the part they are about. */
const OWN_FORM = {
  route: (reply) => reply.assessment,
  signs: (reply) => reply.assessment?.indicators.length,
  set_aside: (reply) => reply.assessment?.set_aside.length,
  reference: (reply) => reply.escalation?.reference,
  question: () => true,
  masked: () => true,
  contacts: () => true
}

/** A reply of the gateway as a block of the transcript: danger first, then what to do, then why. */
export class ReplyView {
  #reply
  #words

  /**
   * @param {object} reply - as the API's document describes it
   * @param {object} words - names of levels, as the server gave them with the script
   */
  constructor (reply, words) {
    this.#reply = reply
    this.#words = words
  }

  /** @param {{feedback: ?Function, referral: ?Function}} actions - what the buttons under advice do */
  block (at, actions) {
    const reply = this.#reply
    const block = element('article', { className: `turn reply ${reply.kind}` })
    const lead = this.#texts((about) => !OWN_FORM[about]?.(reply))
    block.append(
      unseen('Signpost: '),
      ...lead.map((part) => this.#lead(part)),
      ...this.#route(),
      ...this.#reference(),
      ...this.#texts((about) => about === 'question').map((part) => paragraph(part.text, 'strong')),
      ...this.#signs(),
      ...this.#setAside(),
      ...this.#texts((about) => about === 'masked').map((part) => paragraph(part.text)),
      ...this.#steps(),
      ...this.#guidance(),
      ...this.#sources(),
      ...this.#texts((about) => about === 'contacts').map((part) => paragraph(part.text, 'quiet')),
      ...this.#actions(actions)
    )
    if (at) block.append(element('p', { className: 'time' }, element('time', { dateTime: at, textContent: moment(at) })))
    return block
  }

  #texts (wanted) {
    return this.#reply.replies.filter((part) => wanted(part.about))
  }

  /** Words without a form of their own, those of a part that the reply does not hold among them: nothing is lost. */
  #lead (part) {
    return paragraph(part.text, part.about === 'danger' ? 'danger' : '')
  }

  #route () {
    const { assessment, kind } = this.#reply
    if (!assessment) return []
    const { route, level } = assessment
    if (kind === 'emergency') return [paragraph(route.how)]
    return [element('div', { className: `route ${level ?? 'none'}` },
      paragraph(this.#words.levels[level ?? 'none'], 'level'),
      element('p', { className: 'what' }, unseen('What to do: '), route.name),
      element('p', {}, element('strong', { textContent: 'How soon: ' }), route.how_soon),
      paragraph(route.how))]
  }

  #reference () {
    const { escalation, kind } = this.#reply
    if (!escalation?.reference) return []
    const place = escalation.option ? `, option ${escalation.option}` : ''
    const words = kind === 'emergency' ? 'When the child is safe, ring the duty team on ' : 'Quote it when you ring the duty team on '
    return [element('div', { className: 'reference' },
      element('p', {}, 'Your reference: ', element('strong', { textContent: escalation.reference })),
      element('p', {}, words, ring(escalation.phone), `${place}.`))]
  }

  #signs () {
    const found = this.#reply.assessment?.indicators ?? []
    if (!found.length) return []
    return [heading('Signs in what you wrote'), list('ul', found.map((item) => this.#sign(item)), 'signs')]
  }

  #sign (item) {
    const line = element('div', {}, item.sure === false ? 'May be shown: ' : '', element('strong', { textContent: item.label }), ` (${this.#words.lists[item.level]}) `)
    if (item.start === null) line.append(element('div', { textContent: 'From what you wrote before.' }))
    else if (item.evidence) {
      const mark = element('mark', { textContent: item.evidence })
      line.append(element('div', {}, item.reported ? 'You heard from others: “' : 'You wrote: “', mark, '”'))
    }
    return line
  }

  #setAside () {
    const aside = this.#reply.assessment?.set_aside ?? []
    if (!aside.length) return []
    return this.#texts((about) => about === 'set_aside').map((part) => paragraph(part.text))
  }

  /** In an emergency the steps are for later: nothing may stand beside 999 that reads like something to do first. */
  #steps () {
    const { steps, kind } = this.#reply
    if (!steps.length) return []
    const lines = list('ol', steps.map((step) => step.text))
    if (kind === 'emergency') return [folded('Next steps, once the child is safe', lines)]
    return [heading('Next steps'), lines]
  }

  /** The words of an answer are its guidance; beside advice the guidance stands by itself. */
  #guidance () {
    return this.#reply.guidance.flatMap((item) => {
      const own = this.#reply.kind === 'answer' ? [] : [entry(item.title, item)]
      return [...own, ...item.related.map((other) => entry(`Related: ${other.title}`, other))]
    })
  }

  #sources () {
    const lines = sourceLines(this.#reply)
    return lines.length ? [folded('Where this comes from', list('ul', lines))] : []
  }

  #actions ({ feedback, referral }) {
    const { assessment, kind } = this.#reply
    if (!assessment) return []
    const row = element('div', { className: 'actions' })
    // In danger nobody is to fill in forms.
    if (referral && kind !== 'emergency') row.append(button('Prepare what to send', referral))
    if (feedback) row.append(button('This advice is wrong', feedback, { className: 'plain' }))
    return row.children.length ? [row] : []
  }
}

/** Which source each piece of a reply has, a line for each: also for the note. */
export function sourceLines (reply) {
  const lines = []
  const { assessment, steps, guidance } = reply
  for (const source of assessment?.route.sources ?? []) lines.push(`${assessment.route.name}: ${sourceLine(source)}`)
  for (const item of assessment?.indicators ?? []) lines.push(`${item.label}: ${sourceLine(item.source)}`)
  for (const step of steps) lines.push(`Next steps: ${sourceLine(step.source)}`)
  for (const item of guidance) lines.push(`${item.title}: ${sourceLine(item.source)}`)
  return [...new Set(lines)]
}

function sourceLine ({ document, section, date }) {
  return [document, section, date].join(', ')
}

function entry (title, item) {
  const words = item.quoted ? `“${item.text}”` : item.text
  return folded(title, ...[words, ...item.differs, `Source: ${sourceLine(item.source)}`].map((line) => paragraph(line)))
}

function heading (text) {
  return element('h3', { textContent: text })
}
