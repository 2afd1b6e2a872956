import { Frame } from './frame.js'
import { Gateway } from './gateway.js'
import { Memory } from './memory.js'
import { Panel } from './panel.js'
import { Talk } from './talk.js'

/**
 * Puts the chat on the page.
 * @param {object} boot - what the script brought along, and the attributes of its tag
 */
export function start (boot) {
  const gateway = new Gateway(boot.api)
  const memory = new Memory(`signpost ${boot.api}`)
  const talk = new Talk(gateway, memory)
  const panel = new Panel({ talk, gateway, memory, boot })
  new Frame(panel, memory, boot).show()
}
