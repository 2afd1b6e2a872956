import { button, element } from './dom.js'
import { FormPage } from './form_page.js'
import { print } from './sheet.js'

const LONGEST = 8000

/** “Prepare what to send”: one thing a page, filled in from the conversation, and a document at the end. */
export class Referral {
  #gateway
  #talk
  #turns
  #styleAddress
  #unreachable
  #show
  #leave
  #tellInChat
  #asked
  #values = {}
  #pages = []
  #kept = ''

  /**
   * @param {{gateway: object, talk: object, turns: object[], styleAddress: string, unreachable: string,
   *   show: (page: object) => void, leave: () => void, tellInChat: (words: string) => void}} given - `show` puts a page
   *   in place of the chat, `leave` goes back, `tellInChat` says something there
   */
  constructor ({ gateway, talk, turns, styleAddress, unreachable, show, leave, tellInChat }) {
    this.#gateway = gateway
    this.#talk = talk
    this.#turns = turns
    this.#styleAddress = styleAddress
    this.#unreachable = unreachable
    this.#show = show
    this.#leave = leave
    this.#tellInChat = tellInChat
  }

  /** Fetches the form's wording and shows the first page; without it, says whom to ring. */
  async begin () {
    try {
      this.#asked = await this.#gateway.referralForm()
    } catch (error) {
      this.#show(new FormPage({
        title: 'This cannot be prepared just now',
        lead: [error.words ?? this.#unreachable],
        fields: [],
        send: 'Back to the chat',
        back: this.#back('Back to the chat', this.#leave)
      }, this.#leave))
      return
    }
    this.#fillIn()
    this.#pages = [this.#concern(), ...this.#asked.domains.map((domain) => this.#domain(domain)), this.#family(),
      this.#ask(this.#asked.voice), this.#ask(this.#asked.agencies)]
    this.#open(0)
  }

  /** What the conversation holds already: the words, and under each domain the signs that belong there. */
  #fillIn () {
    const said = this.#turns.filter((turn) => turn.from === 'practitioner' && turn.key).map((turn) => turn.text)
    this.#values.concern = said.join('\n\n')
    const assessments = this.#turns.map((turn) => turn.reply?.assessment).filter(Boolean)
    const found = assessments.at(-1)?.indicators ?? []
    for (const { id, indicators } of this.#asked.domains) {
      const here = found.filter((item) => indicators.includes(item.id))
      this.#values[`${id}-known`] = here.map((item) => item.label + (item.evidence ? `: “${item.evidence}”` : '')).join('\n')
    }
  }

  #concern () {
    const { concern, title, lead, urgent, names } = this.#asked
    return {
      title, lead: [urgent, lead, names], sources: [concern.source],
      fields: [text({ id: 'concern', label: concern.title, hint: concern.prompt, rows: 8 }, 'Say what worries you')]
    }
  }

  #domain ({ id, title, prompt, source }) {
    const { known, unknown } = this.#asked
    const either = `Say what is known of this, or that it is not known: ${title}`
    const first = { id: `${id}-known`, kind: 'text', label: known, rows: 5 }
    first.fault = (values) => (values[`${id}-known`] || values[`${id}-unknown`] ? tooLong(values[first.id]) : either)
    return { title, lead: [prompt], sources: [source], fields: [first, text({ id: `${id}-unknown`, label: unknown, rows: 3 })] }
  }

  #family () {
    const { family } = this.#asked
    return {
      title: family.title, lead: [family.prompt], sources: [family.source],
      fields: [
        {
          id: 'spoken', kind: 'radios', label: family.title,
          options: [{ value: 'yes', label: family.spoken }, { value: 'no', label: family.not_spoken }],
          fault: ({ spoken }) => (spoken ? '' : 'Choose whether the family has been spoken to')
        },
        { ...text({ id: 'said', label: family.said }), only: { id: 'spoken', value: 'yes' } },
        {
          ...text({ id: 'why', label: family.why_not, hint: family.why_not_hint }, 'Say why the family has not been spoken to'),
          only: { id: 'spoken', value: 'no' }
        }
      ]
    }
  }

  #ask ({ id, title, prompt, source }) {
    return { title, lead: [], sources: [source], fields: [text({ id, label: title, hint: prompt, rows: 5 })] }
  }

  #open (number) {
    if (number === this.#pages.length) {
      this.#check()
      return
    }
    const page = this.#pages[number]
    const shown = new FormPage({
      ...page,
      step: `Page ${number + 1} of ${this.#pages.length}`,
      fields: page.fields.map((field) => ({ ...field, value: this.#values[field.id] ?? '' })),
      send: 'Continue',
      back: number
        ? this.#back('Back', () => this.#go(shown, number - 1))
        : this.#back('Back to the chat', this.#leave)
    }, (values) => {
      Object.assign(this.#values, values)
      this.#open(number + 1)
    })
    this.#show(shown)
  }

  /** Goes back without asking what is wrong; what was written stays. */
  #go (shown, number) {
    Object.assign(this.#values, shown.values)
    this.#open(number)
  }

  /** The last page: everything once more, and what to do with it. */
  #check () {
    const { title, after } = this.#asked
    const own = Boolean(this.#talk.reference)
    const page = new FormPage({
      title: 'Check what you have written',
      step: title,
      lead: [after],
      fields: own
        ? [{ id: 'add', kind: 'tick', label: `Add it to my case ${this.#talk.reference}`,
            hint: 'The duty team can then read it. Names and other identifiers are left out. Without this nothing is stored.' }]
        : [],
      send: 'Download as Word file',
      back: this.#back('Back', () => this.#open(this.#pages.length - 1))
    }, ({ add }) => this.#download(page, 'docx', add))
    const told = element('p', { className: 'progress', role: 'status' })
    const summary = this.#summary()
    page.element.querySelector('h2').after(told, summary)
    page.element.append(element('div', { className: 'actions' },
      button('Download as text', () => this.#download(page, 'text', page.values.add)),
      button('Print', () => this.#print(page)),
      button('Done, back to the chat', () => this.#done(page), { className: 'plain' })))
    this.#show(page)
  }

  #summary () {
    const rows = this.#rows().flatMap(([label, words, number]) => [
      element('dt', {}, label, ' ', button('Change', () => this.#open(number), {
        className: 'plain', 'aria-label': `Change: ${label}`
      })),
      element('dd', { textContent: words || 'Not filled in.' })
    ])
    return element('dl', {}, ...rows)
  }

  #rows () {
    const { concern, domains, family, voice, agencies, known, unknown } = this.#asked
    const value = (id) => this.#values[id] ?? ''
    const spoken = { yes: family.spoken, no: family.not_spoken }[value('spoken')] ?? ''
    return [
      [concern.title, value('concern'), 0],
      ...domains.flatMap(({ id, title }, at) => [
        [`${title}: ${known.toLowerCase()}`, value(`${id}-known`), at + 1],
        [`${title}: ${unknown.toLowerCase()}`, value(`${id}-unknown`), at + 1]
      ]),
      [family.title, [spoken, value('said') || value('why')].filter(Boolean).join('. '), 4],
      [voice.title, value('voice'), 5],
      [agencies.title, value('agencies'), 6]
    ]
  }

  /** The answers in the shape of the API. */
  #form () {
    const value = (id) => this.#values[id] ?? ''
    const domain = (id) => ({ known: value(`${id}-known`), unknown: value(`${id}-unknown`) })
    return {
      concern: value('concern'),
      development: domain('development'),
      parenting: domain('parenting'),
      environment: domain('environment'),
      spoken: value('spoken'),
      family: value('spoken') === 'yes' ? value('said') : value('why'),
      voice: value('voice'),
      agencies: value('agencies'),
      reference: this.#talk.reference ?? ''
    }
  }

  async #download (page, format, add) {
    const ending = { docx: 'docx', text: 'txt' }[format]
    await this.#try(page, async () => {
      if (add) await this.#keep()
      const content = await this.#gateway.referral(format, this.#form())
      const address = URL.createObjectURL(content)
      const link = element('a', { href: address, download: `referral.${ending}` })
      link.click()
      setTimeout(() => URL.revokeObjectURL(address), 10000)
      this.#tell(page, add ? 'The file is made, and added to your case.' : 'The file is made. Nothing was stored.')
    })
  }

  async #print (page) {
    await this.#try(page, async () => {
      const content = await this.#gateway.referral('text', this.#form())
      const lines = (await content.text()).trimEnd()
      print(element('article', { className: 'sheet' }, element('p', { textContent: lines })), this.#styleAddress)
      if (page.values.add) {
        await this.#keep()
        this.#tell(page, 'Added to your case.')
      }
    })
  }

  /** Goes back to the chat. What was ticked holds here too: whoever downloads nothing has still asked for it. */
  async #done (page) {
    await this.#try(page, async () => {
      const { add } = page.values
      if (add) await this.#keep()
      this.#leave()
      if (add) this.#tellInChat('What you prepared is added to your case.')
    })
  }

  /** Adds the form to the case, unless it stands there just so. */
  async #keep () {
    const form = this.#form()
    const words = JSON.stringify(form)
    if (words === this.#kept) return
    await this.#talk.keepReferral(form)
    this.#kept = words
  }

  async #try (page, action) {
    try {
      await action()
    } catch (error) {
      page.tell([{ id: null, words: error.words ?? this.#unreachable }])
    }
  }

  #tell (page, words) {
    page.tell([])
    page.element.querySelector('.progress').textContent = words
  }

  #back (label, go) {
    return { label, go }
  }
}

function text (field, missing = '') {
  return { kind: 'text', rows: 4, ...field, fault: (values) => (missing && !values[field.id] ? missing : tooLong(values[field.id])) }
}

function tooLong (words) {
  const over = [...words].length - LONGEST
  return over > 0 ? `Shorten this by ${over} characters` : ''
}
