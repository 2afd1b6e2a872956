import { element, list, moment, paragraph } from './dom.js'
import { sourceLines } from './reply_view.js'

/** The person's own record of a conversation: what was asked, found and advised, and who can take it further. */
export class Note {
  #sections

  /**
   * @param {object[]} turns - of the transcript
   * @param {object} contacts - whom to ring
   * @param {?string} reference
   * @param {object} lists - names of the lists by level
   */
  constructor (turns, contacts, reference, lists) {
    const replies = turns.filter((turn) => turn.from === 'assistant')
    const latest = replies.filter((turn) => turn.reply.assessment).at(-1)?.reply
    this.#sections = [
      { title: 'Reference', lines: reference ? [reference] : ['No case was made for the duty team.'] },
      { title: 'What was asked', lines: turns.filter((turn) => turn.from === 'practitioner').map(said) },
      { title: 'What was found', lines: found(latest, lists) },
      { title: 'What was advised', lines: replies.map(advised) },
      { title: 'Next steps', lines: latest?.steps.map((step) => `${step.n}. ${step.text}`) ?? [] },
      { title: 'What the duty team wrote', lines: turns.filter((turn) => turn.from === 'duty_team').map(said) },
      { title: 'Who can take it further', lines: whom(contacts) },
      { title: 'Sources', lines: [...new Set(replies.flatMap((turn) => sourceLines(turn.reply)))] }
    ].filter((section) => section.lines.length)
  }

  get title () {
    return 'Note of advice from Signpost'
  }

  get made () {
    return `Made on ${moment(new Date().toISOString())}. Signpost is a computer program: the duty team decides with you.`
  }

  /** The note as plain text. */
  text () {
    const parts = this.#sections.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join('\n'))
    return [this.title, this.made, ...parts].join('\n\n') + '\n'
  }

  /** The note as a page to print. */
  page () {
    return element('article', { className: 'sheet' },
      element('h1', { textContent: this.title }), paragraph(this.made),
      ...this.#sections.flatMap(({ title, lines }) => [element('h2', { textContent: title }), list('ul', lines)]))
  }
}

function said (turn) {
  return `${moment(turn.at)}: ${turn.text}`
}

function found (reply, lists) {
  const assessment = reply?.assessment
  if (!assessment) return []
  const signs = assessment.indicators.map((item) => {
    const words = item.evidence ? `: “${item.evidence}”` : ''
    return `${item.sure === false ? 'May be shown: ' : ''}${item.label} (${lists[item.level]})${words}`
  })
  const aside = assessment.set_aside.map((item) => `Set aside: ${item.label}: “${item.evidence}”`)
  return [...signs, ...aside]
}

function advised (turn) {
  const words = turn.reply.replies.filter((part) => part.about !== 'contacts' && part.about !== 'signs')
  return `${moment(turn.at)}: ${words.map((part) => part.text).join(' ')}`
}

function whom ({ emergency, duty_team: duty, council }) {
  const option = duty.option ? `, option ${duty.option}` : ''
  return [
    `${emergency.name}: ${emergency.phone} (${emergency.when})`,
    `${duty.name}: ${duty.phone}${option} (${duty.when})`,
    `${council.name}: ${council.phone} (${council.when})`
  ]
}
