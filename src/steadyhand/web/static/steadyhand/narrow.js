// Narrows a long list of folds while somebody types: what does not answer to every word is left out, what does lies
// open, and a fold with nothing in it goes. Without this script the same box asks the server.
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
    for (const part of document.querySelectorAll('[data-unless-narrowed]')) part.hidden = words.length > 0
    for (const part of list.querySelectorAll('details')) {
      const title = plain(part.querySelector('summary').textContent)
      let here = 0
      for (const item of part.querySelectorAll('li')) {
        const text = `${title} ${plain(item.textContent)}`
        item.hidden = !words.every((word) => text.includes(word))
        if (!item.hidden) here += 1
      }
      part.hidden = here === 0
      part.open = words.length > 0 && here > 0
      left += here
    }
    none.hidden = left > 0
    told.textContent = words.length ? `${left} in the list` : ''
  }
  box.addEventListener('input', narrow)
  if (box.value) narrow()
})()
