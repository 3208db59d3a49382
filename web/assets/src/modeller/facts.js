// The "Facts it keeps" group: set.<fact> properties, worked out when the step is done.
import { ListGroup } from '@bpmn-io/properties-panel'
import { line } from './entries.js'
import { changeProperty, propertiesUnder, readProperty, writeProperty } from './extensions.js'

const PREFIX = 'set.'
const FIRST = 'today'
const nameOf = held => held.get('name').slice(PREFIX.length)

// Two facts of one name would hide one of them, so a name already there is not taken.
const factName = held => ({
  read: () => nameOf(held),
  write: (services, element, value) => {
    const name = PREFIX + (value || '').trim()
    if (name === PREFIX || readProperty(element, name)) return
    changeProperty(services, element, held, { name })
  },
})

const worth = held => ({
  read: () => held.get('value') || '',
  write: (services, element, value) => changeProperty(services, element, held, { value: value || '' }),
})

function item(held, at, remove) {
  const id = `set-${at}`
  return {
    id,
    label: nameOf(held),
    entries: [
      line({
        id: `${id}-name`,
        label: 'Name of the fact',
        description: 'Letters, digits and _ only. Forms, letters and conditions use it by this name.',
        place: factName(held),
      }),
      line({
        id: `${id}-value`,
        label: 'What it is',
        description: 'A FEEL expression, worked out when the step is finished. For example: today',
        place: worth(held),
      }),
    ],
    autoFocusEntry: `${id}-name`,
    remove,
  }
}

function freeName(element) {
  const taken = propertiesUnder(element, PREFIX).map(nameOf)
  let name = 'new_fact'
  for (let at = 2; taken.includes(name); at += 1) name = `new_fact_${at}`
  return PREFIX + name
}

export function factsGroup(element, services, { labels }) {
  const remove = held => event => {
    event.stopPropagation()
    writeProperty(services, element, held.get('name'), '')
  }
  const add = event => {
    event.stopPropagation()
    writeProperty(services, element, freeName(element), FIRST)
  }
  const items = propertiesUnder(element, PREFIX).map((held, at) => item(held, at, remove(held)))
  return { id: 'facts', label: labels['set.*'], component: ListGroup, items, add }
}
