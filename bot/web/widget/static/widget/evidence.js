import { element, unseen } from './dom.js'

/**
 * The message with the words that show an indicator marked.
 * @param {string} said - the message as it was read
 * @param {{start: ?number, end: ?number, label: string}[]} indicators - offsets count characters, of which an emoji is one
 * @returns {Node[]}
 */
export function marked (said, indicators) {
  const signs = [...said]
  const words = (from, to) => signs.slice(from, to).join('')
  const here = indicators.filter((item) => item.start !== null).sort((a, b) => a.start - b.start || b.end - a.end)
  const parts = []
  let at = 0
  for (const item of here) {
    if (item.end <= at) continue
    // Where two overlap, the second begins where the first ends.
    const from = Math.max(item.start, at)
    const mark = element('mark', { title: item.label }, words(from, item.end), unseen(` (${item.label})`))
    parts.push(words(at, from), mark)
    at = item.end
  }
  return [...parts, words(at)]
}
