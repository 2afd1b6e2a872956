/** Words of an example that show a sign: marked by selecting them, listed with a button to take each away. */
export class Marks {
  #list
  #text
  #sign
  #reason
  #news

  /** @param {ParentNode} page holds the text, the list and the choices of sign and reason */
  constructor (page) {
    this.#list = page.querySelector('#marks')
    this.#text = page.querySelector('#example')
    this.#sign = page.querySelector('#mark-sign')
    this.#reason = page.querySelector('#mark-reason')
    this.#news = page.querySelector('#mark-news')
    for (const item of this.#list.querySelectorAll('li')) this.#fill(item, JSON.parse(item.dataset.mark))
    page.querySelector('#marking').hidden = false
    page.querySelector('#mark').addEventListener('click', () => this.mark())
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
      // An example is one line, so Enter has no other use here.
      event.preventDefault()
      this.mark()
    })
  }

  /** Marks the selected words, to whole words. */
  mark () {
    const text = this.#text.value
    let { selectionStart: start, selectionEnd: end } = this.#text
    if (!text.slice(start, end).trim()) {
      this.#news.textContent = 'Select some words of the example first.'
      return
    }
    while (/\s/.test(text[start])) start += 1
    while (/\s/.test(text[end - 1])) end -= 1
    while (start > 0 && /[\w’']/.test(text[start - 1]) && /\w/.test(text[start])) start -= 1
    while (end < text.length && /[\w’']/.test(text[end]) && /\w/.test(text[end - 1])) end += 1
    const item = document.createElement('li')
    this.#fill(item, [text.slice(start, end), this.#sign.value, this.#reason.value || null])
    this.#list.append(item)
  }

  #fill (item, [words, label, reason]) {
    const name = [...this.#sign.options].find((option) => option.value === label)?.text ?? label
    const why = [...this.#reason.options].find((option) => option.value === (reason ?? ''))?.text ?? reason
    const held = document.createElement('input')
    Object.assign(held, { type: 'hidden', name: 'mark', value: JSON.stringify([words, label, reason]) })
    const away = document.createElement('button')
    Object.assign(away, { type: 'button', className: 'quiet', textContent: 'Take away' })
    away.setAttribute('aria-label', `Take away the mark “${words}”`)
    away.addEventListener('click', () => {
      item.remove()
      this.#news.textContent = `The mark “${words}” is taken away.`
      this.#text.focus()
    })
    item.append(`“${words}”: ${name}${reason ? `, ${why}` : ''} `, held, away)
    const box = document.getElementById(`sign-${label}`)
    if (box && !reason) box.checked = true
    this.#news.textContent = `Marked “${words}”: ${name}.`
  }
}
