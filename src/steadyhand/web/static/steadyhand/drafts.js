// Keeps what is typed: sends it within 3 seconds of the first keystroke that is not kept yet, also while an answer is
// missing, and says so in the save line. Finishing waits until everything is kept: a page that cannot be reached takes
// no words with it. The page works without this script: then it is saved by its button.
(() => {
  'use strict'
  const form = document.querySelector('form[data-draft]')
  if (!form || !window.fetch) return
  const save = form.querySelector('.sh-save')
  const line = save.querySelector('span')
  const again = document.querySelector('[data-sign-in-again]')
  const bar = document.querySelector('[data-signed-out]')
  const problem = again.querySelector('[data-sign-in-error]')
  const LONGEST = 3000 // milliseconds from a keystroke to sending it
  const PAUSE = 700 // sent sooner when typing pauses
  const RETRY = 2000
  const LOOK = 4000 // between two looks whether somebody has signed in elsewhere
  // What came of sending: kept, or refused by a server that can be reached, which says more when the page is finished.
  const KEPT = 'kept'
  const REFUSED = 'refused'
  let since = 0 // when the first keystroke was typed that is not kept
  let timer = 0
  let sending = null // what is under way
  let leaving = false // everything is kept, and the page is being finished
  let finishing = false // waits until everything is kept
  let patience = 8000
  let number = 0 // of the last time that the page was sent: what comes late does not write over what is newer
  let kept = '' // all that is written on the page, as it was kept last

  let unfinished = '' // said after every line once the page could not be finished, until somebody types on
  const say = (words, kept = false) => {
    if (line.textContent !== words + unfinished) line.textContent = words + unfinished
    save.classList.toggle('sh-save--not', !kept)
  }
  if (line.textContent.startsWith('Nothing')) say('Saves by itself as you write.')
  else say(line.textContent, line.textContent.startsWith('Saved'))

  const written = () => {
    const all = new URLSearchParams(new FormData(form))
    all.delete('csrfmiddlewaretoken')
    all.delete('number')
    return all.toString()
  }
  kept = written()

  const plan = (wait) => { clearTimeout(timer); timer = setTimeout(send, wait) }
  const typed = () => {
    if (!since && !unkept && !sending && written() === kept) return // left a box: nothing was typed in it
    leaving = false // finishing was stopped: what is typed now is kept again
    unfinished = ''
    if (!save.classList.contains('sh-save--not')) say('Saving…')
    since = since || Date.now()
    plan(Math.max(0, Math.min(PAUSE, LONGEST - (Date.now() - since))))
  }

  function send () {
    if (!sending && !leaving && again.hidden) sending = keep().finally(() => { sending = null; if (since) typed() })
    return sending
  }

  /** Send what is typed; whether it is kept now. */
  async function keep () {
    const began = since || Date.now()
    const now = written()
    since = 0
    say('Saving…')
    let answer
    let told // what the answer says; nothing where something else answered in Steadyhand's place
    try {
      answer = await post()
      if (answer.status === 401 || answer.status === 403) {
        const who = await whoever()
        if (!who.ok) return notKept(began, () => askAgain())
        answer = await post() // signed in again on another page: its token is that of this page now
      }
      told = await said(answer)
      patience = 8000
    } catch (error) {
      if (error.name === 'TimeoutError') patience = Math.min(2 * patience, 60000) // a long text on a slow line
      return notKept(began, () => say('Not saved yet: no connection. Keep this page open; it tries again by itself.'), true)
    }
    if (answer.ok && typeof told.saved === 'string') {
      kept = now
      // with no answer on the page there is nothing to keep, and nothing is kept
      if (!since) told.saved ? say(`Saved ${told.saved}. You can close this and come back.`, true) : say('Saves by itself as you write.')
      return KEPT
    }
    if (answer.status === 409 && told.newer) { // the clock of this device was put back
      number = told.newer
      return notKept(began, () => {}, true)
    }
    if (answer.status === 409 && told.name) {
      return notKept(began, () => say(`Not saved: ${told.name} is signed in now, and this page is somebody else’s. Copy your words before you leave.`))
    }
    if (answer.status === 404) return notKept(began, () => say('Not saved: you may no longer write about this child. Copy your words before you leave.'))
    if (answer.status === 422 && told.problem) {
      return notKept(began, () => say(`Not saved. ${told.problem} Your words are still here.`), false, REFUSED)
    }
    if (answer.status === 400 || answer.status === 413) return notKept(began, () => say('Not saved: this is more than can be sent at once. Shorten it, or copy your words before you leave.'))
    return notKept(began, () => say('Not saved yet: Steadyhand cannot answer now. Keep this page open; it tries again by itself.'), true)
  }

  /** What an answer says, in full; nothing of one that is not Steadyhand's: a page that a proxy or a hotel put there. */
  async function said (answer) {
    const text = await answer.text()
    try { return JSON.parse(text) || {} } catch (error) { return {} }
  }

  function notKept (began, tell, retry = false, how = '') {
    unkept = began
    tell()
    if (retry) setTimeout(() => { if (unkept) plan(0) }, RETRY)
    return how
  }
  let unkept = 0 // when the first keystroke was typed that could not be kept

  // By the clock, so that it goes on rising when the page is opened again as it was.
  const count = () => { number = Math.max(Date.now(), number + 1); form.elements.number.value = number }

  const post = () => {
    unkept = 0
    count()
    return fetch(form.dataset.draft, {
      method: 'POST', body: new URLSearchParams(new FormData(form)), redirect: 'manual', signal: AbortSignal.timeout(patience)
    })
  }

  /** Ask who is signed in, and take over the token of the form: it changes when somebody signs in. */
  async function whoever () {
    const who = await fetch(form.dataset.draft, { redirect: 'manual', signal: AbortSignal.timeout(8000) })
    const { token, person } = await said(who)
    if (token) form.elements.csrfmiddlewaretoken.value = token // also where nobody is: to sign in with
    return { ok: who.ok && !!person, status: who.status }
  }

  function askAgain () {
    say('Not saved yet: you have been signed out. Your words are still here.')
    if (!again.hidden) return
    again.hidden = false
    // Never from under somebody's hands: what they type goes on where it was, and the panel does not lie over it.
    const typing = form.contains(document.activeElement)
    bar.hidden = !typing
    again.classList.toggle('sh-sign-in--below', typing)
    if (!typing) {
      again.scrollIntoView({ block: 'nearest' })
      again.querySelector('input[name=login]').focus()
    }
    setTimeout(look, LOOK)
  }

  /** Whether somebody has signed in meanwhile, here or on another page: then go on. */
  async function look () {
    if (again.hidden) return
    try {
      if ((await whoever()).ok) return carryOn()
    } catch (error) { /* looked at again */ }
    setTimeout(look, LOOK)
  }

  function carryOn () {
    problem.hidden = true
    bar.hidden = true
    again.hidden = true
    again.querySelector('form').reset()
    since = since || Date.now()
    plan(0)
  }

  const tell = (words) => { problem.textContent = words; problem.hidden = false }

  again.querySelector('form').addEventListener('submit', async (event) => {
    event.preventDefault()
    const body = new URLSearchParams(new FormData(event.target))
    try {
      await whoever() // its token is the one of now, whoever signed in and out since this page was opened
      body.set('csrfmiddlewaretoken', form.elements.csrfmiddlewaretoken.value)
      const answer = await fetch(form.dataset.signIn, {
        method: 'POST', body, headers: { 'X-Requested-With': 'XMLHttpRequest' }
      })
      if (answer.status === 429) return tell('Too many tries. Wait a few minutes before you try again. Your words stay on this page.')
      if (answer.status === 403) return tell('This page is too old to sign in on. Sign in on the page that the link below opens, then come back: this page goes on by itself.')
      if (answer.status >= 500) return tell('Steadyhand cannot answer now. Try again in a moment.')
      const who = await whoever()
      if (who.ok) return carryOn()
      if (!answer.ok) return tell('Email or password is not right. Check both and try again.')
      if (who.status === 401) return tell('Your code is asked for next. Sign in on the page that the link below opens, then come back: this page goes on by itself.')
      tell('You are signed in, but not as somebody who may write about this child. Copy your words before you leave.')
    } catch (error) {
      tell('No connection. Try again in a moment.')
    }
  })

  form.addEventListener('input', typed)
  form.addEventListener('change', typed)
  form.addEventListener('submit', async (event) => {
    clearTimeout(timer)
    count()
    if (leaving || (!since && !sending && !unkept && navigator.onLine && again.hidden)) {
      leaving = true
      return
    }
    event.preventDefault()
    if (finishing) return // pressed twice
    finishing = true
    unfinished = ''
    try {
      while (sending) await sending
      let came = !since && !unkept && navigator.onLine ? KEPT : ''
      if (!came && again.hidden) {
        since = since || unkept || Date.now()
        came = await send()
      }
      if (came) {
        leaving = true
        form.requestSubmit(event.submitter)
      } else if (again.hidden) {
        unfinished = ' It is not finished.'
        line.textContent += unfinished
      }
    } finally {
      finishing = false
    }
  })
  window.addEventListener('beforeunload', (event) => {
    if (!leaving && (since || sending || unkept)) event.preventDefault()
  })
  window.addEventListener('online', () => { if (since || unkept) plan(0) })
  window.addEventListener('pageshow', () => { leaving = false })
  window.addEventListener('focus', () => { if (!again.hidden) look() })
  document.addEventListener('visibilitychange', () => { if (document.hidden && (since || unkept)) plan(0) })
})()
