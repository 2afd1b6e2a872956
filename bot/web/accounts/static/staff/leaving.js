/**
 * Knows when this page is about to make way for another, and sends a form once.
 *
 * Until the next page is there, an update must not load one of its own in its place, and a second press must not send
 * what the first one has sent.
 */
const LONGEST_MS = 10000
let began = -Infinity

function leave () {
  began = performance.now()
}

/**
 * Whether another page was asked for a moment ago. After ten seconds it is taken to have been stopped, or to have been
 * a file to keep.
 * @returns {boolean}
 */
export function isLeaving () {
  return performance.now() - began < LONGEST_MS
}

addEventListener('beforeunload', leave)
addEventListener('pageshow', () => { began = -Infinity })
document.addEventListener('submit', (event) => {
  if (event.defaultPrevented || event.target.method !== 'post') return
  if (isLeaving()) event.preventDefault()
  else leave()
})
