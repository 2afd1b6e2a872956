import { element } from './dom.js'

const NAME = 'signpost-sheet'

/**
 * Prints one thing and nothing else of the page. It stands in a place of its own, which is seen on paper alone; the rule
 * that hides the page is a sheet made by script, so that it holds under a policy without inline styles too.
 */
export function print (content, styleAddress) {
  document.querySelector(NAME)?.remove()
  const host = element(NAME)
  const root = host.attachShadow({ mode: 'open' })
  const style = element('link', { rel: 'stylesheet', href: styleAddress })
  const only = new CSSStyleSheet()
  only.replaceSync(`
    ${NAME} { display: none; }
    @media print { body > *:not(${NAME}) { display: none !important; } ${NAME} { display: block !important; } }
  `)
  const before = document.adoptedStyleSheets
  document.adoptedStyleSheets = [...before, only]
  root.append(style, content)
  const done = () => {
    host.remove()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== only)
  }
  addEventListener('afterprint', done, { once: true })
  const go = () => window.print()
  style.addEventListener('load', go, { once: true })
  style.addEventListener('error', go, { once: true })
  document.body.append(host)
}

/** Puts text on the clipboard. @returns {Promise<boolean>} whether it is there */
export async function copy (text, place) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copyTheOldWay(text, place)
  }
}

/** For pages without TLS, where there is no clipboard to write to. */
function copyTheOldWay (text, place) {
  const box = element('textarea', { value: text, className: 'unseen', tabIndex: -1 })
  const held = place.getRootNode().activeElement
  place.append(box)
  box.select()
  const copied = document.execCommand('copy')
  box.remove()
  held?.focus()
  return copied
}
