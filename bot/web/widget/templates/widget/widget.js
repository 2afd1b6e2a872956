/* Signpost's chat: one tag on any page. See docs/widget.md. */
;(function () {
  'use strict'
  // What the guidance pack says; it comes with the script, so that the numbers are there whatever fails later.
  var boot = JSON.parse('{{ boot|escapejs }}')
  var tag = document.currentScript
  // A page may carry the tag twice by mistake.
  var once = Symbol.for('signpost chat')
  if (!tag || window[once]) return
  window[once] = true

  boot.api = new URL('../api/v1/', tag.src).href
  boot.styleAddress = new URL('widget/widget.css', tag.src).href
  boot.title = tag.dataset.title || boot.title
  boot.target = tag.dataset.target || null
  boot.open = 'open' in tag.dataset
  boot.leave = tag.dataset.leave || boot.leave

  function ready () {
    import(new URL('widget/start.js', tag.src).href)
      .then(function (chat) { return chat.start(boot) })
      .catch(function (error) {
        console.error('signpost: the chat cannot be started', error.name)
        sayWhomToRing()
      })
  }

  /** In place of the chat: words and numbers, in the page's own style. */
  function sayWhomToRing () {
    var block = document.createElement('p')
    block.textContent = boot.words.unreachable
    block.setAttribute('role', 'status')
    var place = boot.target && document.querySelector(boot.target)
    ;(place || document.body).append(block)
  }

  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', ready)
  else ready()
})()
