// The "One for each" group: a step done once for each member of a list.
import { getBusinessObject, is } from 'bpmn-js/lib/util/ModelUtil'
import { line, property } from './entries.js'

const loopOf = element => getBusinessObject(element).get('loopCharacteristics')

export const isForSeveral = element =>
  is(element, 'bpmn:Activity') && is(loopOf(element), 'bpmn:MultiInstanceLoopCharacteristics')

const ofLoop = name => ({
  read: element => loopOf(element).get(name) || '',
  write: ({ modeling }, element, value) =>
    modeling.updateModdleProperties(element, loopOf(element), { [name]: value || undefined }),
})

export function severalGroup({ labels }) {
  return {
    id: 'several',
    label: 'One for each',
    shouldOpen: true,
    entries: [
      line({
        id: 'collection',
        label: labels.collection,
        description: 'A fact that is a list, for example: ipab_members',
        place: ofLoop('camunda:collection'),
      }),
      line({
        id: 'element-variable',
        label: labels.elementVariable,
        description: 'A name for expressions of this step, for example: member',
        place: ofLoop('camunda:elementVariable'),
      }),
      line({
        id: 'organisation',
        label: labels.organisation,
        description: 'A FEEL expression, for example: member. Left empty, anybody with the role.',
        place: property('organisation'),
      }),
      line({
        id: 'collect',
        label: labels.collect,
        description: 'The name of a fact, for example: ipab_member_views. Each answer is one row of it.',
        place: property('collect'),
      }),
    ],
  }
}
