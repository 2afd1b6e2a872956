import { Conversation } from './conversation.js'
import { renderReply, renderSaid } from './render.js'

/** Ties the page together: what is written goes to the gateway, what comes back goes into the transcript. */
const transcript = document.getElementById('transcript')
const form = document.getElementById('write')
const message = document.getElementById('message')
const problem = document.getElementById('problem')
const progress = document.getElementById('progress')
const limit = Number(message.dataset.limit)
const conversation = new Conversation()
let waiting = false

async function send (text) {
  waiting = true
  tell('')
  progress.textContent = 'Signpost is reading your message.'
  // A button answers the question above it; once something else is said that question may no longer be the one asked.
  for (const button of transcript.querySelectorAll('.choices button')) button.disabled = true
  transcript.append(renderSaid(text))
  const answer = await conversation.send(text)
  waiting = false
  const reply = rendered(answer, text)
  transcript.append(reply)
  progress.textContent = ''
  show(reply)
}

/** The reply as a block; one that cannot be shown becomes the contacts, never nothing. */
function rendered (answer, text) {
  try {
    return renderReply(answer, text, send)
  } catch (error) {
    console.error('signpost: the reply cannot be shown', error.name)
    return renderReply({ failure: null }, text, send)
  }
}

/** Leads to the reply, where it is read out; but not away from somebody who is already writing on. */
function show (reply) {
  if (message.value) {
    progress.textContent = 'Signpost has replied above.'
    return
  }
  reply.focus({ preventScroll: true })
  reply.scrollIntoView({ block: 'start' })
}

/** Says what is wrong with the message, or that nothing is. */
function tell (fault) {
  problem.textContent = fault
  if (!fault) {
    message.removeAttribute('aria-invalid')
    return
  }
  message.setAttribute('aria-invalid', 'true')
  message.focus()
}

function faultOf (text) {
  if (!text) return 'Write what you have seen or heard about the child.'
  const over = [...text].length - limit
  if (over > 0) return `Your message is ${over} characters too long. Shorten it, or send it in parts.`
  if (waiting) return 'Wait for the reply to your last message, then send this one.'
  return ''
}

document.getElementById('unscripted').remove()
form.hidden = false
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = message.value.trim()
  const fault = faultOf(text)
  if (fault) {
    tell(fault)
    return
  }
  message.value = ''
  send(text)
})
message.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
})
