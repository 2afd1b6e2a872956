/** One item of the inbox by keys: a key for each decision, marks in the words, a search among the signs. */
import { Shortcuts } from '../cases/shortcuts.js'
import { Marks } from './marks.js'

const form = document.getElementById('decide')
const marks = new Marks(document)
document.getElementById('mark-news').textContent = ''

function press (choice) {
  form.querySelector(`button[value=${choice}]`)?.click()
}

const find = document.getElementById('find-sign')
const choices = [...form.querySelectorAll('.signs .choice')]
document.getElementById('finding').hidden = false

function filter () {
  const words = find.value.toLowerCase()
  for (const choice of choices) choice.hidden = !choice.textContent.toLowerCase().includes(words)
}
find.addEventListener('input', filter)
find.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  const first = choices.find((choice) => !choice.hidden)
  if (!first || !find.value) return
  const box = first.querySelector('input')
  box.checked = true
  show(box.value)
  find.value = ''
  filter()
  document.getElementById('mark-news').textContent = `Ticked: ${first.textContent.trim()}.`
})

// Ctrl and Enter decide from wherever somebody is: for the question in its own field, else for the signs.
form.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  press(event.target.id === 'topic' ? 'question' : 'indicators')
})

/** Brings the guideline of a sign that was just chosen to the top, beside what is being decided. */
function show (sign) {
  const guide = document.getElementById(`guide-${sign}`)
  if (!guide) return
  guide.open = true
  document.getElementById('guides').prepend(guide)
}
form.addEventListener('change', (event) => {
  if (event.target.name === 'indicator' && event.target.checked) show(event.target.value)
  if (event.target.id === 'mark-sign') show(event.target.value)
})

document.querySelector('.faults')?.focus()
new Shortcuts({
  1: () => press('right'),
  2: () => find.focus(),
  3: () => document.getElementById('topic').focus(),
  4: () => press('out_of_scope'),
  5: () => press('nothing'),
  e: () => document.getElementById('example').focus(),
  n: () => document.getElementById('skip')?.click(),
  u: () => document.querySelector('#undo button')?.click()
})
export { marks }
