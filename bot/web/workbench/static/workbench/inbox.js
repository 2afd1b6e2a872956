/** The list of the inbox by keys: move, tick, decide about what is ticked. */
import { Shortcuts } from '../cases/shortcuts.js'

const entries = [...document.querySelectorAll('.entry')]
const all = document.getElementById('all')

function move (by) {
  const at = entries.findIndex((entry) => entry.contains(document.activeElement))
  const next = entries[Math.min(Math.max(at + by, 0), entries.length - 1)]
  next?.querySelector('a').focus()
}

function here () {
  return entries.find((entry) => entry.contains(document.activeElement))
}

function tick () {
  const box = here()?.querySelector('input[type=checkbox]')
  if (box) box.checked = !box.checked
}

/** Decides about what is ticked; where nothing is, about the message that the person is on. */
function decide (choice) {
  const button = document.querySelector(`#many button[value=${choice}]`)
  if (!button) return
  if (!entries.some((entry) => entry.querySelector('input').checked)) {
    const box = here()?.querySelector('input')
    if (!box) return
    box.checked = true
  }
  button.click()
}

/** Goes to what has to be chosen first; the button beside it decides. */
function choose (id) {
  document.getElementById(id)?.focus()
}

if (all) {
  all.hidden = false
  all.addEventListener('click', () => {
    const boxes = entries.map((entry) => entry.querySelector('input'))
    const on = boxes.some((box) => !box.checked)
    boxes.forEach((box) => { box.checked = on })
  })
}
for (const entry of entries) {
  entry.addEventListener('focusin', () => entry.classList.add('here'))
  entry.addEventListener('focusout', () => entry.classList.remove('here'))
  // Shortcuts keep out of inputs; in a tick box nobody types.
  entry.querySelector('input').addEventListener('keydown', (event) => {
    if (event.key === 'j' || event.key === 'k') move(event.key === 'j' ? 1 : -1)
  })
}
new Shortcuts({
  j: () => move(1),
  k: () => move(-1),
  x: tick,
  1: () => decide('right'),
  2: () => choose('many-sign'),
  3: () => choose('many-topic'),
  4: () => decide('out_of_scope'),
  5: () => decide('nothing'),
  u: () => document.querySelector('#undo button')?.click(),
  '/': () => document.getElementById('q').focus()
})
