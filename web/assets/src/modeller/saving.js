// Keeping the draft: pending edits first, then the whole diagram, guarded by the draft it was drawn from.
export const DEBOUNCE = 200

const pause = time => new Promise(resolve => setTimeout(resolve, time))

// The panel keeps what is typed a moment after the last key: without this, Save loses it.
export async function flushPanel() {
  document.activeElement?.blur()
  await pause(DEBOUNCE + 150)
}

// A token of before is answered with a fresh one: nothing was kept, and the next try is believed.
export async function send(place, address, method, { body, draft } = {}) {
  const headers = { Accept: 'application/json', 'X-CSRFToken': place.dataset.csrf }
  if (draft) headers['If-Match'] = `"${draft}"`
  if (body) headers['Content-Type'] = 'application/xml'
  try {
    const answer = await fetch(address, { method, headers, body, credentials: 'same-origin' })
    const read = await answer.json()
    if (read.csrf_token) place.dataset.csrf = read.csrf_token
    return answer.ok ? read : { problem: read.problem || 'The service could not do that. Try again.' }
  } catch {
    return { problem: 'The service did not answer. Check your connection, then try again.' }
  }
}

export class Draft {
  constructor(modeler, place) {
    this.modeler = modeler
    this.place = place
    this.id = place.dataset.draft
    this.unsaved = false
    modeler.on('commandStack.changed', event => {
      if (event.trigger !== 'clear') this.mark(true)
    })
    window.addEventListener('beforeunload', event => {
      if (this.unsaved) event.preventDefault()
    })
  }

  mark(unsaved) {
    this.unsaved = unsaved
    this.place.dataset.unsaved = String(unsaved)
  }

  // The sentence to show when it could not be kept, or null.
  async save() {
    await flushPanel()
    const { xml } = await this.modeler.saveXML({ format: true })
    this.mark(false)
    const answer = await send(this.place, this.place.dataset.save, 'PUT', { body: xml, draft: this.id })
    if (answer.problem) {
      this.mark(true)
      return answer.problem
    }
    this.id = answer.draft
    return null
  }

  check() {
    return send(this.place, this.place.dataset.check, 'POST')
  }
}
