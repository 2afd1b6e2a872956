import { Choices } from './choices.js'
import { Composer } from './composer.js'
import { Contacts } from './contacts.js'
import { button, element, paragraph } from './dom.js'
import { feedbackPage } from './feedback.js'
import { FormPage } from './form_page.js'
import { LeavePage } from './leave_page.js'
import { Note } from './note.js'
import { copy, print } from './sheet.js'
import { Transcript } from './transcript.js'

/** What one sees and uses. It shows what the conversation does and hands to it what the person does. */
export class Panel {
  #talk
  #gateway
  #memory
  #boot
  #parts = {}
  #contacts
  #transcript
  #choices
  #composer
  #leave
  #backTo = null
  #page = null
  #aside = null
  #reading = ''
  element

  /**
   * @param {{talk: object, gateway: object, memory: object, boot: object}} given - `boot` is what the script brought along:
   *   title, words, contacts, notice, limit, leave, styleAddress
   */
  constructor ({ talk, gateway, memory, boot }) {
    this.#talk = talk
    this.#gateway = gateway
    this.#memory = memory
    this.#boot = boot
    this.#contacts = new Contacts(boot.contacts)
    this.#build()
    this.#listen()
  }

  /** Gets the hours, and takes up what this tab has kept. */
  async start () {
    this.#refreshContacts()
    this.#parts.log.setAttribute('aria-live', 'off')
    await this.#talk.resume()
    // What stood there before is not news.
    setTimeout(() => this.#parts.log.removeAttribute('aria-live'), 500)
    this.#transcript.showLatest()
  }

  focus () {
    // On a phone the keyboard would cover the numbers; there one opens it by touching the box.
    if (matchMedia('(pointer: coarse)').matches) this.#parts.title.focus()
    else this.#composer.focus()
  }

  #build () {
    const { words, title, notice, limit, leave } = this.#boot
    const log = element('div', {
      className: 'log', role: 'log', 'aria-label': 'Conversation', 'aria-describedby': 'moving'
    })
    this.#transcript = new Transcript(log, words, {
      feedback: (turn, opener) => this.#openFeedback(turn, opener),
      referral: (turn, opener) => this.#openReferral(opener),
      retry: () => this.#talk.flush(),
      said: (text) => this.#choices.use(text),
      replied: (block, reply) => this.#choices.offer(block, reply)
    })
    const question = element('div', { className: 'question' })
    this.#choices = new Choices(question, (value) => {
      this.#talk.say(value)
      this.#transcript.focusLatest()
    })
    this.#composer = new Composer(limit, (text) => this.#talk.say(text))
    this.#leave = new LeavePage(leave, words.leave, () => this.#talk.end())
    this.#parts = {
      log,
      title: element('h2', { id: 'title', textContent: title, tabIndex: -1 }),
      person: element('p', { className: 'held', role: 'status' }),
      reference: element('p', { className: 'case' }),
      progress: element('p', { className: 'progress', role: 'status' }),
      page: element('div', { className: 'place' }),
      // Says nothing until a person writes while a form stands in the place of the chat.
      arrived: element('div', { className: 'arrived', role: 'status' }),
      resume: element('div', { className: 'arrived', hidden: true },
        button('Go back to what you were writing', () => this.#takeUp()))
    }
    this.#parts.tools = this.#tools()
    this.#parts.chat = element('div', { className: 'chat' },
      element('p', { className: 'unseen', id: 'moving' }, 'Use the arrow keys to move through the conversation.'),
      log, this.#parts.resume, question, this.#parts.progress, this.#composer.element, this.#parts.tools)
    this.element = element('div', { className: 'inside' },
      element('div', { className: 'ring', role: 'group', 'aria-label': 'Whom to ring' },
        ...this.#contacts.lines(), this.#parts.reference),
      paragraph(notice, 'notice'),
      this.#parts.person,
      this.#parts.arrived,
      this.#parts.chat,
      this.#parts.page)
  }

  /** The heading and the way to leave, which stay in sight. */
  get head () {
    return [this.#parts.title, this.#leave.element]
  }

  #tools () {
    const tools = [
      button('Ask the duty team', (event) => this.#askPerson(event.currentTarget)),
      button('Copy my note', () => this.#copyNote()),
      this.#printButton(),
      button('End chat', (event) => this.#openEnd(event.currentTarget))
    ]
    return element('div', { className: 'tools', role: 'group', 'aria-label': 'More' }, ...tools)
  }

  #printButton () {
    return button('Print', () => print(this.#note().page(), this.#boot.styleAddress))
  }

  #listen () {
    const on = (name, handle) => this.#talk.addEventListener(name, ({ detail }) => handle(detail))
    on('sent', (message) => {
      this.#transcript.say(message)
      this.#transcript.showLatest()
    })
    on('turn', ({ turn }) => this.#take(turn))
    on('read', () => this.#transcript.clearFailure())
    on('reply', (answer) => this.#replied(answer))
    on('failed', (failure) => this.#failed(failure))
    on('over', ({ unsent }) => this.#gone(unsent))
    on('state', () => this.#showState())
  }

  /** A person's message is news behind a form too: it is pointed out over the form, which stays as it is. */
  #take (turn) {
    this.#transcript.take(turn)
    const { chat, arrived } = this.#parts
    if (turn.from !== 'duty_team' || !chat.hidden || arrived.firstChild) return
    arrived.append(paragraph('The duty team has written to you in the chat.'), button('Read it', () => this.#readArrived()))
  }

  /** Lays the form aside, with all that is written in it, and shows the chat. */
  #readArrived () {
    const laid = { page: this.#page, opener: this.#backTo }
    this.#back()
    this.#aside = laid
    this.#parts.resume.hidden = false
    this.#transcript.focusLatest()
  }

  #takeUp () {
    const { page, opener } = this.#aside
    this.#forget()
    this.#open(page, opener)
  }

  /** What was laid aside is taken up again, or is over. */
  #forget () {
    this.#aside = null
    this.#parts.resume.hidden = true
  }

  /** A reply that cannot be shown becomes the contacts, never nothing. */
  #replied (answer) {
    try {
      this.#transcript.reply(answer)
    } catch (error) {
      console.error('signpost: the reply cannot be shown', error.name)
      this.#transcript.fail(this.#boot.words.unreachable, this.#contacts.lines(), { retry: false })
    }
    this.#transcript.showLatest()
  }

  #failed ({ error, key, text, retrying }) {
    const { words } = this.#boot
    const fallback = this.#talk.offline ? words.offline : words.unreachable
    this.#transcript.fail(error.words ?? fallback, this.#contacts.lines(), { retry: retrying && Boolean(key) })
    if (key && retrying) this.#transcript.mark(key, 'waiting')
    if (key && !retrying) {
      this.#transcript.mark(key, 'refused')
      this.#composer.giveBack(text)
    }
    this.#transcript.showLatest()
  }

  #gone (unsent) {
    this.#transcript.fail(this.#boot.words.gone, this.#contacts.lines(), { retry: false })
    this.#composer.giveBack(unsent)
    this.#transcript.showLatest()
  }

  #showState () {
    const { busy, held, ended, reference, outbox } = this.#talk
    const { words } = this.#boot
    if (busy) this.#transcript.mark(outbox[0]?.key, 'sending')
    const waiting = outbox.length > 1 ? ` ${outbox.length - 1} more waiting to be sent.` : ''
    this.#showReading(busy ? `Signpost is reading your message.${waiting}` : '')
    if (Boolean(this.#parts.person.textContent) !== held) {
      if (!held && !ended) this.#transcript.notice(words.handed_back)
      this.#parts.person.textContent = held ? words.person : ''
    }
    this.#parts.reference.replaceChildren(...(reference
      ? ['Your reference: ', element('strong', { textContent: reference })]
      : []))
    if (ended) this.#ended()
  }

  /** Every look for news comes by here: what was told meanwhile, such as that a note is copied, stays. */
  #showReading (words) {
    const { progress } = this.#parts
    if (words || progress.textContent === this.#reading) progress.textContent = words
    this.#reading = words
  }

  async #askPerson (opener) {
    opener.disabled = true
    try {
      await this.#talk.askPerson()
    } catch (error) {
      this.#failed({ error, key: null, retrying: false })
    }
    opener.disabled = false
    this.#transcript.focusLatest()
  }

  #note () {
    return new Note(this.#transcript.turns, this.#contacts.held, this.#talk.reference, this.#boot.words.lists)
  }

  async #copyNote () {
    const text = this.#note().text()
    const copied = await copy(text, this.#parts.tools)
    if (copied) {
      this.#parts.progress.textContent = 'Your note is copied. Paste it into your own record.'
      return
    }
    const page = new FormPage({
      title: 'Your note',
      lead: ['This browser does not let a page copy. Select the text and copy it yourself.'],
      fields: [{ id: 'note', kind: 'text', label: 'Note', value: text, rows: 14 }],
      send: 'Done',
      back: { label: 'Back to the chat', go: () => this.#back() }
    }, () => this.#back())
    this.#open(page, this.#parts.tools.children[1])
  }

  #openFeedback (turn, opener) {
    const page = feedbackPage(() => this.#back(), async ({ kind, text }) => {
      try {
        await this.#talk.feedback({ n: turn.n, kind, text })
      } catch (error) {
        page.tell([{ id: null, words: error.words ?? this.#boot.words.unreachable }])
        return
      }
      this.#back()
      this.#transcript.notice(this.#boot.words.feedback)
      this.#transcript.focusLatest()
    })
    this.#open(page, opener)
  }

  #openEnd (opener) {
    const page = new FormPage({
      title: 'End this chat?',
      lead: [
        'The conversation cannot be opened again, and nothing of it stays in this browser. Copy or print your note first.',
        ...(this.#talk.reference ? [`Your reference is ${this.#talk.reference}.`] : [])
      ],
      fields: [],
      send: 'End chat',
      back: { label: 'Go on with the chat', go: () => this.#back() }
    }, () => {
      const reference = this.#talk.reference
      this.#back()
      this.#talk.end()
      this.#ended(reference)
    })
    const copied = button('Copy my note', async () => {
      if (await copy(this.#note().text(), page.element)) copied.textContent = 'Your note is copied'
    })
    page.element.append(' ', copied, ' ', this.#printButton())
    this.#open(page, opener)
  }

  /** The end: nothing of the conversation is left, on the screen or in the browser. */
  #ended (reference = this.#talk.reference) {
    this.#memory.clear()
    this.#forget()
    this.#choices.clear()
    this.#transcript.clear()
    this.#composer.clear()
    this.#showEmpty()
    this.#transcript.fail(this.#boot.words.ended, this.#contacts.lines(), { retry: false })
    if (reference) this.#transcript.notice(`Your reference was ${reference}.`)
    this.#transcript.focusLatest()
  }

  #showEmpty () {
    this.#parts.reference.replaceChildren()
    this.#parts.person.textContent = ''
    this.#parts.progress.textContent = ''
  }

  async #openReferral (opener) {
    const { Referral } = await import('./referral.js')
    const referral = new Referral({
      gateway: this.#gateway,
      talk: this.#talk,
      turns: this.#transcript.turns,
      styleAddress: this.#boot.styleAddress,
      unreachable: this.#boot.words.unreachable,
      show: (page) => this.#open(page, opener),
      leave: () => this.#back(),
      tellInChat: (words) => { this.#parts.progress.textContent = words }
    })
    referral.begin()
  }

  /** Shows a page in place of the chat; `opener` gets the focus back. */
  #open (page, opener) {
    this.#backTo = opener
    this.#page = page
    this.#parts.chat.hidden = true
    this.#parts.page.replaceChildren(page.element)
    page.focus()
  }

  #back () {
    this.#parts.page.replaceChildren()
    this.#parts.arrived.replaceChildren()
    this.#page = null
    this.#parts.chat.hidden = false
    this.#backTo?.focus()
    this.#backTo = null
  }

  async #refreshContacts () {
    try {
      this.#contacts.update(await this.#gateway.contacts())
    } catch {
      // The numbers are there already; only whether the office is open is not known.
    }
    setTimeout(() => this.#refreshContacts(), 300000)
  }
}
