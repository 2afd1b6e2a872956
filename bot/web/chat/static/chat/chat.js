import { Conversation } from './conversation.js'
import { renderReply, renderSaid } from './render.js'

/** Ties the page together: what is written goes to the gateway, what comes back goes into the transcript. */
const transcript = document.getElementById('transcript')
const form = document.getElementById('write')
const message = document.getElementById('message')
const problem = document.getElementById('problem')
const conversation = new Conversation()

async function send (text) {
  problem.textContent = ''
  transcript.append(renderSaid(text))
  const button = form.querySelector('button')
  button.disabled = true
  try {
    const answer = await conversation.send(text)
    const reply = renderReply(answer, text, send)
    transcript.append(reply)
    reply.scrollIntoView({ block: 'nearest' })
  } finally {
    button.disabled = false
    message.focus()
  }
}

form.hidden = false
form.addEventListener('submit', (event) => {
  event.preventDefault()
  const text = message.value.trim()
  if (!text) {
    problem.textContent = 'Write what you have seen or heard about the child.'
    message.focus()
    return
  }
  message.value = ''
  send(text)
})
message.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
})
