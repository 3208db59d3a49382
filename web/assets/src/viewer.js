// Case and version pages: draws the diagram, marks what is done and where the case is.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer'

const ids = text => (text || '').split(' ').filter(Boolean)

function mark(viewer, elements, marker) {
  const registry = viewer.get('elementRegistry')
  for (const id of elements) if (registry.get(id)) viewer.get('canvas').addMarker(id, marker)
}

function centreOn(viewer, id) {
  const canvas = viewer.get('canvas')
  const element = viewer.get('elementRegistry').get(id)
  if (!element) return
  canvas.zoom(0.85, { x: 0, y: 0 })
  const box = canvas.viewbox()
  const x = element.x + element.width / 2 - box.width / 2
  const y = element.y + element.height / 2 - box.height / 2
  canvas.viewbox({ x, y, width: box.width, height: box.height })
}

function describe(place) {
  const svg = place.querySelector('svg')
  svg.setAttribute('role', 'img')
  svg.setAttribute('aria-label', place.dataset.label || 'Process diagram')
  svg.removeAttribute('tabindex')
}

async function draw(place) {
  if (place.dataset.ready) return
  place.dataset.ready = 'drawing'
  const answer = await fetch(place.dataset.source)
  const viewer = new NavigatedViewer({ container: place })
  await viewer.importXML(await answer.text())
  const current = ids(place.dataset.current)
  viewer.get('canvas').zoom('fit-viewport', 'auto')
  mark(viewer, ids(place.dataset.done), 'is-done')
  mark(viewer, current, 'is-current')
  if (current.length) centreOn(viewer, current[0])
  describe(place)
  place.dataset.ready = 'true'
}

// A closed <details> has no size to draw into, so a diagram is drawn when it is first opened.
for (const place of document.querySelectorAll('[data-diagram]')) {
  const folded = place.closest('details')
  if (!folded || folded.open) draw(place)
  else folded.addEventListener('toggle', () => draw(place), { once: true })
}
