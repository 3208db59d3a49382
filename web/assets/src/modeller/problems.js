// The findings of a check: a list whose links select the element, and badges on the diagram.
const MARKERS = ['has-problem', 'has-warning']

function forget(modeler) {
  const canvas = modeler.get('canvas')
  modeler.get('overlays').remove({ type: 'app-finding' })
  for (const element of modeler.get('elementRegistry').getAll()) {
    for (const marker of MARKERS) canvas.removeMarker(element, marker)
  }
}

function badge(modeler, finding) {
  if (!finding.element || !modeler.get('elementRegistry').get(finding.element)) return
  const warning = finding.severity !== 'error'
  modeler.get('canvas').addMarker(finding.element, warning ? 'has-warning' : 'has-problem')
  const html = document.createElement('div')
  html.className = warning ? 'app-overlay app-overlay--warning' : 'app-overlay'
  html.title = finding.sentence
  html.textContent = '!'
  modeler.get('overlays').add(finding.element, 'app-finding', { position: { top: -14, right: 10 }, html })
}

export function select(modeler, id) {
  const element = modeler.get('elementRegistry').get(id)
  if (!element) return
  modeler.get('selection').select(element)
  modeler.get('canvas').scrollToElement(element, 80)
}

function link(modeler, finding, here) {
  const anchor = document.createElement('a')
  anchor.className = 'govuk-link'
  anchor.textContent = finding.name || finding.element
  anchor.dataset.element = finding.element
  if (finding.file !== here && finding.address) {
    anchor.href = `${finding.address}#${finding.element}`
    return anchor
  }
  anchor.href = `#${finding.element}`
  anchor.addEventListener('click', event => {
    event.preventDefault()
    select(modeler, finding.element)
  })
  return anchor
}

// '3 errors, 1 warning', as the page of the version says it.
export function counted(findings) {
  const errors = findings.filter(finding => finding.severity === 'error').length
  const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`
  return `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`
}

function item(modeler, finding, here) {
  const entry = document.createElement('li')
  entry.dataset.finding = finding.rule
  const mark = document.createElement('strong')
  mark.textContent = finding.severity === 'error' ? 'Error:' : 'Warning:'
  const { element, name, sentence, rule } = finding
  const begins = name && sentence.startsWith(name) // then the name in the sentence is the link
  entry.append(mark, ' ')
  if (element) entry.append(link(modeler, finding, here), begins ? '' : ': ')
  entry.append(`${begins ? sentence.slice(name.length) : sentence} (rule ${rule})`)
  if (finding.file && finding.file !== here) entry.append(` (${finding.file})`)
  return entry
}

export function showProblems(modeler, findings, place, here) {
  forget(modeler)
  const heading = place.querySelector('[data-problems-heading]')
  const list = place.querySelector('[data-problems-list]')
  heading.textContent = findings.length ? `Problems: ${counted(findings)}` : 'No problems found'
  const elsewhere = finding => Number(finding.file !== here)
  const nearest = findings.toSorted((one, other) => elsewhere(one) - elsewhere(other))
  list.replaceChildren(...nearest.map(finding => item(modeler, finding, here)))
  findings.forEach(finding => badge(modeler, finding))
  place.hidden = false
  modeler.get('canvas').resized() // the list takes some of its room
  place.scrollIntoView({ block: 'nearest' })
}
