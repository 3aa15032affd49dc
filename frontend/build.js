// Writes the styles that the wheel carries. Run `npm run build`; commit what it writes.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '../src/steadyhand/web/static/steadyhand')
const images = ['mark.svg']

// Parts of components we use that we may not show (the Royal Arms, the crown, the licence mark) or do not (documents).
const unwanted = /\.(govuk-footer__(copyright-logo|crown|licence-[a-z]+)|moj-timeline__document[a-z-]*)/

/** Leave out every rule for an unwanted part, and the at-rules that this empties. */
function withoutUnwanted (css) {
  let left = css.replace(/([^{}]+)\{[^{}]*\}/g, (rule, selector) => (unwanted.test(selector) ? '' : rule))
  for (let before = ''; before !== left;) {
    before = left
    left = left.replace(/@(media|supports)[^{}]*\{\}/g, '')
  }
  return left
}

/** Stop the build if the styles carry what we may not use, or name a file that is not among ours. */
function check (name, css) {
  for (const forbidden of [/@font-face/i, /@import/i, /crest/i, /crown/i, /GDS Transport/i]) {
    if (forbidden.test(css)) throw new Error(`${name} holds ${forbidden}, which our pages may not use.`)
  }
  for (const [, target] of css.matchAll(/url\(\s*["']?([^"')]*)/gi)) {
    if (!images.some(image => target === `images/${image}`)) {
      throw new Error(`${name} points at ${target}, which is not among the images we carry.`)
    }
  }
}

const { css } = compile(join(here, 'styles/app.scss'), {
  style: 'compressed',
  charset: false,
  quietDeps: true,
  // The Ministry of Justice's module names its neighbour by a path that starts at node_modules.
  loadPaths: [here, join(here, 'node_modules')]
})
const styles = {
  'app.css': `${withoutUnwanted(css)}\n`,
  'product.css': readFileSync(join(here, 'styles/product.css'), 'utf8')
}

// What else lies there, the script that keeps drafts, is written by hand and stays.
mkdirSync(join(out, 'images'), { recursive: true })
for (const [name, text] of Object.entries(styles)) {
  check(name, text)
  writeFileSync(join(out, name), text)
}
for (const image of images) copyFileSync(join(here, 'images', image), join(out, 'images', image))
