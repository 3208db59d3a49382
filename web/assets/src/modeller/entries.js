// The kinds of entry our groups are made of: a choice, a line or lines of text, a tick, a button.
import {
  CheckboxEntry,
  SelectEntry,
  TextAreaEntry,
  TextFieldEntry,
  isCheckboxEntryEdited,
  isSelectEntryEdited,
  isTextAreaEntryEdited,
  isTextFieldEntryEdited,
} from '@bpmn-io/properties-panel'
import { h } from '@bpmn-io/properties-panel/preact'
import { useService } from 'bpmn-js-properties-panel'
import { getBusinessObject } from 'bpmn-js/lib/util/ModelUtil'
import { readProperty, writeProperty } from './extensions.js'

// Where a value lives: an attribute of the element, or a camunda:property.
export const attribute = name => ({
  read: element => getBusinessObject(element).get(name) || '',
  write: (services, element, value) =>
    services.modeling.updateProperties(element, { [name]: value || undefined }),
})

export const property = name => ({
  read: element => readProperty(element, name),
  write: (services, element, value) => writeProperty(services, element, name, value),
})

function useServices() {
  return {
    bpmnFactory: useService('bpmnFactory'),
    commandStack: useService('commandStack'),
    modeling: useService('modeling'),
  }
}

// A value the diagram already holds stays on offer, even when nothing here knows it.
function withPresent(options, present) {
  const known = options.some(option => option.value === present)
  const extra = present && !known ? [{ value: present, label: `${present} (not known here)` }] : []
  return [{ value: '', label: 'None' }, ...options, ...extra]
}

// The panel makes its groups anew at each change. A component made with them would be another one
// each time, and the field in which somebody types would lose its focus and what they type.
function Choice({ element, id, label, description, place, options }) {
  const services = useServices()
  return SelectEntry({
    id,
    element,
    label,
    description,
    getValue: () => place.read(element),
    setValue: value => place.write(services, element, value),
    getOptions: () => withPresent(options, place.read(element)),
  })
}

const typedIn = Entry =>
  function Typed({ element, id, label, description, place }) {
    const services = useServices()
    const debounce = useService('debounceInput')
    return Entry({
      id,
      element,
      label,
      description,
      debounce,
      getValue: () => place.read(element),
      setValue: value => place.write(services, element, value),
    })
  }

function Tick({ element, id, label, read, write }) {
  const services = useServices()
  return CheckboxEntry({
    id,
    element,
    label,
    getValue: () => read(element),
    setValue: value => write(services, element, value),
  })
}

function Button({ element, id, label, description, press }) {
  const replace = useService('bpmnReplace')
  return h('div', { class: 'bio-properties-panel-entry', 'data-entry-id': id }, [
    h('p', { class: 'bio-properties-panel-description' }, description),
    h('button', { type: 'button', onClick: () => press(replace, element) }, label),
  ])
}

const Line = typedIn(TextFieldEntry)
const Lines = typedIn(TextAreaEntry)
const entryOf = (component, isEdited) => given => ({ ...given, component, isEdited })

export const choice = entryOf(Choice, isSelectEntryEdited)
export const line = entryOf(Line, isTextFieldEntryEdited)
export const lines = entryOf(Lines, isTextAreaEntryEdited)
export const tick = entryOf(Tick, isCheckboxEntryEdited)
export const button = entryOf(Button, () => false)
