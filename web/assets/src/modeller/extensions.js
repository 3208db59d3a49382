// Reads and writes camunda:property values: the names that the engine and the desktop modeller share.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil'

function containerOf(object) {
  const values = object.get('extensionElements')?.get('values') || []
  return values.find(value => is(value, 'camunda:Properties'))
}

export function readProperty(element, name) {
  const properties = containerOf(getBusinessObject(element))?.get('values') || []
  return properties.find(property => property.get('name') === name)?.get('value') || ''
}

// The properties whose names begin so, in the order of the file.
export function propertiesUnder(element, prefix) {
  const properties = containerOf(getBusinessObject(element))?.get('values') || []
  return properties.filter(property => property.get('name')?.startsWith(prefix))
}

const update = (element, moddleElement, properties) => ({
  cmd: 'element.updateModdleProperties',
  context: { element, moddleElement, properties },
})

function create(factory, type, parent, attributes) {
  const made = factory.create(type, attributes)
  made.$parent = parent
  return made
}

function ensureContainer({ element, object, factory, commands }) {
  const found = containerOf(object)
  if (found) return found
  let extensions = object.get('extensionElements')
  if (!extensions) {
    extensions = create(factory, 'bpmn:ExtensionElements', object, { values: [] })
    commands.push(update(element, object, { extensionElements: extensions }))
  }
  const container = create(factory, 'camunda:Properties', extensions, { values: [] })
  commands.push(update(element, extensions, { values: [...extensions.get('values'), container] }))
  return container
}

// One edit is one step of undo, whatever has to be made for it.
export function writeProperty({ bpmnFactory, commandStack }, element, name, value) {
  const object = getBusinessObject(element)
  if (!value && !readProperty(element, name)) return
  const commands = []
  const container = ensureContainer({ element, object, factory: bpmnFactory, commands })
  const others = container.get('values').filter(property => property.get('name') !== name)
  const kept = value ? [...others, create(bpmnFactory, 'camunda:Property', container, { name, value })] : others
  commands.push(update(element, container, { values: kept }))
  commandStack.execute('properties-panel.multi-command-executor', commands)
}

// Another name or value for a property that is there; it keeps its place among the others.
export function changeProperty({ commandStack }, element, property, changes) {
  commandStack.execute('element.updateModdleProperties', {
    element,
    moddleElement: property,
    properties: changes,
  })
}
