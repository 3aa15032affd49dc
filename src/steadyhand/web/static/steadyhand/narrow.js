// Narrows a long list while somebody types: what does not answer to every word is left out, and so is a heading with
// nothing under it. Without this script the same box asks the server.
(() => {
  'use strict'
  const form = document.querySelector('form[data-narrows]')
  const list = form && document.getElementById(form.dataset.narrows)
  if (!list) return
  const box = form.querySelector('input[type="search"]')
  const told = document.querySelector('[data-narrowed]')
  const none = document.querySelector('[data-narrowed-to-nothing]')
  const plain = (text) => text.toLowerCase().replaceAll('’', "'")

  const narrow = () => {
    const words = plain(box.value).split(/\s+/).filter(Boolean)
    let left = 0
    for (const part of list.querySelectorAll('section')) {
      const title = plain(part.querySelector('h2').textContent)
      let here = 0
      for (const item of part.querySelectorAll('li')) {
        const text = `${title} ${plain(item.textContent)}`
        item.hidden = !words.every((word) => text.includes(word))
        if (!item.hidden) here += 1
      }
      part.hidden = here === 0
      left += here
    }
    none.hidden = left > 0
    told.textContent = words.length ? `${left} in the list` : ''
  }
  box.addEventListener('input', narrow)
  if (box.value) narrow()
})()
