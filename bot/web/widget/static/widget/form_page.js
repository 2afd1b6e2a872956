import { button, element, folded, paragraph, unseen } from './dom.js'

/**
 * One page of a form: a heading, fields, and what is wrong with them - listed at the top with links, and beside each.
 *
 * A field is `{id, kind: 'text' | 'radios' | 'tick', label, hint, options, value, rows, only, fault}`; `only` is
 * `{id, value}` of the radio that shows it, `fault(values)` says what is wrong, or nothing.
 */
export class FormPage {
  #fields
  #submit
  #summary
  #heading
  #boxes = new Map()
  element

  /**
   * @param {{title: string, step: ?string, lead: string[], fields: object[], send: string, back: {label: string, go: Function},
   *   sources: ?string[]}} page
   * @param {(values: object) => (void|Promise<void>)} submit - called with the values once nothing is wrong
   */
  constructor ({ title, step = null, lead = [], fields, send, back, sources = [] }, submit) {
    this.#fields = fields
    this.#submit = submit
    this.#heading = element('h2', { textContent: title, tabIndex: -1 })
    this.#summary = element('div', { className: 'summary', tabIndex: -1, hidden: true, role: 'alert' })
    this.element = element('form', { className: 'page', noValidate: true, autocomplete: 'off' },
      button(back.label, back.go, { className: 'plain back' }),
      this.#summary,
      ...(step ? [paragraph(step, 'quiet')] : []),
      this.#heading,
      ...lead.map((line) => paragraph(line)),
      ...(sources.length ? [folded('Where this comes from', ...sources.map((line) => paragraph(line)))] : []),
      ...fields.map((field) => this.#box(field)),
      element('button', { type: 'submit', textContent: send }))
    this.element.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#check()
    })
    this.element.addEventListener('change', () => this.#showOnly())
    this.#showOnly()
  }

  focus () {
    this.#heading.focus()
    this.#heading.scrollIntoView({ block: 'nearest' })
  }

  get values () {
    return Object.fromEntries(this.#fields.map((field) => [field.id, this.#valueOf(field)]))
  }

  /** Says what is wrong, at the top and beside the fields; `faults` is `{id, words}` for each, id null for the page. */
  tell (faults) {
    for (const [id, box] of this.#boxes) {
      const fault = faults.find((one) => one.id === id)
      const place = box.querySelector('.problem')
      place.replaceChildren(...(fault ? [unseen('Error: '), fault.words] : []))
      box.classList.toggle('wrong', Boolean(fault))
      for (const input of box.querySelectorAll('textarea')) input.setAttribute('aria-invalid', String(Boolean(fault)))
    }
    this.#summary.hidden = !faults.length
    this.#summary.replaceChildren(element('h3', { textContent: 'There is a problem' }),
      element('ul', {}, ...faults.map((fault) => element('li', {}, this.#link(fault)))))
    if (faults.length) this.#summary.focus()
  }

  #link ({ id, words }) {
    if (!id) return words
    const link = element('a', { href: `#${id}`, textContent: words })
    link.addEventListener('click', (event) => {
      event.preventDefault()
      const target = this.#boxes.get(id).querySelector('textarea, input')
      target.focus()
      target.closest('.field').scrollIntoView({ block: 'nearest' })
    })
    return link
  }

  async #check () {
    const { values } = this
    const shown = this.#fields.filter((field) => !this.#boxes.get(field.id).hidden)
    const faults = shown.map((field) => ({ id: field.id, words: field.fault?.(values) })).filter((one) => one.words)
    this.tell(faults)
    if (!faults.length) await this.#submit(values)
  }

  #valueOf (field) {
    const box = this.#boxes.get(field.id)
    if (box.hidden) return ''
    if (field.kind === 'text') return box.querySelector('textarea').value.trim()
    if (field.kind === 'tick') return box.querySelector('input').checked
    return box.querySelector('input:checked')?.value ?? ''
  }

  #showOnly () {
    for (const { id, only } of this.#fields) {
      if (!only) continue
      const other = this.#fields.find((field) => field.id === only.id)
      this.#boxes.get(id).hidden = this.#valueOf(other) !== only.value
    }
  }

  #box (field) {
    const made = { text: textField, radios: radioField, tick: tickField }[field.kind](field)
    this.#boxes.set(field.id, made)
    return made
  }
}

function textField ({ id, label, hint, value = '', rows = 4 }) {
  const described = `${hint ? `${id}-hint ` : ''}${id}-problem`
  return element('div', { className: 'field' },
    element('label', { htmlFor: id, textContent: label }),
    ...hints(id, hint),
    element('p', { className: 'problem', id: `${id}-problem` }),
    element('textarea', { id, name: `signpost-${id}`, rows, value, autocomplete: 'off', 'aria-describedby': described }))
}

function radioField ({ id, label, hint, options, value }) {
  return element('fieldset', { className: 'field', 'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-problem` },
    element('legend', { textContent: label }),
    ...hints(id, hint),
    element('p', { className: 'problem', id: `${id}-problem` }),
    ...options.map((option) => choice({ type: 'radio', id: `${id}-${option.value}`, name: `signpost-${id}`,
      value: option.value, checked: option.value === value }, option.label)))
}

function tickField ({ id, label, hint, value = false }) {
  return element('div', { className: 'field' },
    choice({ type: 'checkbox', id, name: `signpost-${id}`, checked: value }, label), ...hints(id, hint),
    element('p', { className: 'problem', id: `${id}-problem` }))
}

function choice (properties, label) {
  return element('p', { className: 'choice' },
    element('input', { autocomplete: 'off', ...properties }), element('label', { htmlFor: properties.id, textContent: label }))
}

function hints (id, hint) {
  return hint ? [element('p', { className: 'hint', id: `${id}-hint`, textContent: hint })] : []
}
