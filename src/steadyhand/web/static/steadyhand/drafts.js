// Keeps what is typed: sends it within 3 seconds of the first keystroke that is not kept yet, also while an
// answer is missing, and says so in the save line. The page works without this script: then it is saved by its button.
(() => {
  'use strict'
  const form = document.querySelector('form[data-draft]')
  if (!form || !window.fetch) return
  const line = form.querySelector('.sh-save span')
  const again = document.querySelector('[data-sign-in-again]')
  const problem = again.querySelector('[data-sign-in-error]')
  const LONGEST = 3000 // milliseconds from a keystroke to sending it
  const PAUSE = 700 // sent sooner when typing pauses
  const RETRY = 2000
  let since = 0
  let timer = 0
  let sending = false
  let finished = false

  const say = (words) => { if (line.textContent !== words) line.textContent = words }
  if (line.textContent.startsWith('Nothing')) say('Saves by itself as you write.')

  const plan = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait) }
  const typed = () => {
    if (finished) return
    since = since || Date.now()
    plan(Math.max(0, Math.min(PAUSE, LONGEST - (Date.now() - since))))
  }

  async function send () {
    if (sending || finished || !again.hidden) return
    sending = true
    since = 0
    say('Saving…')
    try {
      const answer = await fetch(form.dataset.draft, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        redirect: 'manual',
        signal: AbortSignal.timeout(8000)
      })
      if (answer.ok) {
        const { saved } = await answer.json()
        if (!since) say(`Saved ${saved}. You can close this and come back.`)
      } else if (answer.status === 401 || answer.status === 403) {
        askAgain()
      } else if (answer.status === 409) {
        const { name } = await answer.json()
        say(`Not saved: ${name} is signed in now, and this page is somebody else’s. Copy your words before you leave.`)
      } else if (answer.status === 404) {
        say('Not saved: you may no longer write about this child. Copy your words before you leave.')
      } else if (answer.status === 422) {
        const { problem } = await answer.json()
        say(`Not saved. ${problem} Your words are still here.`)
      } else {
        failed()
      }
    } catch (error) {
      failed()
    } finally {
      sending = false
      if (since) typed()
    }
  }

  function failed () {
    say('Not saved yet: no connection. Keep this page open; it tries again by itself.')
    since = since || Date.now()
    setTimeout(() => { if (since) plan(0) }, RETRY)
  }

  function askAgain () {
    say('Not saved yet: you have been signed out. Your words are still here.')
    again.hidden = false
    again.scrollIntoView({ block: 'nearest' })
    again.querySelector('input[name=login]').focus()
  }

  again.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault()
    const body = new URLSearchParams(new FormData(event.target))
    body.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value)
    try {
      const answer = await fetch(form.dataset.signIn, {
        method: 'POST', body, headers: { 'X-Requested-With': 'XMLHttpRequest' }
      })
      const who = answer.ok ? await fetch(form.dataset.draft) : answer
      if (!who.ok) {
        problem.textContent = 'Email or password is not right. Check both and try again.'
        problem.hidden = false
        return
      }
      form.elements.csrfmiddlewaretoken.value = (await who.json()).token
      problem.hidden = true
      again.hidden = true
      event.target.reset()
      since = Date.now()
      plan(0)
    } catch (error) {
      problem.textContent = 'No connection. Try again in a moment.'
      problem.hidden = false
    }
  })

  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  form.addEventListener('submit', () => { finished = true; clearTimeout(timer) })
  window.addEventListener('online', () => { if (since) plan(0) })
  window.addEventListener('pageshow', () => { finished = false })
  document.addEventListener('visibilitychange', () => { if (document.hidden && since) plan(0) })
})()
