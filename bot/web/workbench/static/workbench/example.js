/** An example as it is written: marks in its words, and what the live model would say, as the person types. */
import { Marks } from './marks.js'

const WAIT_MS = 600
const form = document.getElementById('example-form')
const shown = document.getElementById('checked')
const marks = new Marks(document)
document.getElementById('mark-news').textContent = ''
let timer
let latest = 0

async function ask () {
  const turn = ++latest
  try {
    const response = await fetch(form.dataset.check, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
      headers: { 'X-Signpost-Background': '1' },
      redirect: 'manual',
      signal: AbortSignal.timeout(15000)
    })
    if (!response.ok) throw new Error(`status ${response.status}`)
    const text = await response.text()
    // An answer to what stood there before comes too late.
    if (turn === latest) shown.replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.childNodes)
  } catch (error) {
    if (turn === latest) shown.textContent = 'Signpost does not answer just now, so nobody can say what the model would make of this.'
    console.error('signpost: no answer', error.name)
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(ask, WAIT_MS)
})
document.querySelector('.faults')?.focus()
export { marks }
