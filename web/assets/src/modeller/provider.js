// Our groups of the properties panel: what a process owner says about a step, a lane or a route.
import { getBusinessObject, is, isAny } from 'bpmn-js/lib/util/ModelUtil'
import { attribute, button, choice, line, lines, property } from './entries.js'
import { factsGroup } from './facts.js'
import { lettersGroup } from './letters.js'
import { isForSeveral, severalGroup } from './several.js'

const PEOPLE = ['bpmn:UserTask', 'bpmn:ManualTask']
const WRITERS = [...PEOPLE, 'bpmn:BusinessRuleTask', 'bpmn:ServiceTask', 'bpmn:SendTask']
const TOPICS = [
  { value: 'reminder', label: 'Send a reminder' },
  { value: 'escalation', label: 'Escalate to another role' },
]
const named = values => values.map(value => ({ value, label: value }))

// A flow's condition is a FEEL expression kept as a bpmn:FormalExpression.
const condition = {
  read: element => getBusinessObject(element).get('conditionExpression')?.get('body') || '',
  write: ({ modeling, bpmnFactory }, element, value) => {
    const body = value && bpmnFactory.create('bpmn:FormalExpression', { body: value })
    modeling.updateProperties(element, { conditionExpression: body || undefined })
  },
}

// A form is read by the name of its file, from the same version as the diagram. Setting formKey
// as well, even to nothing, would make the dialect's own rules take formRef away again.
const form = {
  read: element => {
    const object = getBusinessObject(element)
    return object.get('camunda:formRef') || object.get('camunda:formKey') || ''
  },
  write: ({ modeling }, element, value) =>
    modeling.updateProperties(element, {
      'camunda:formRef': value || undefined,
      'camunda:formRefBinding': value ? 'deployment' : undefined,
    }),
}

// An automatic step names its work by topic, and is external: nothing of it runs in the diagram.
const topic = {
  read: element => getBusinessObject(element).get('camunda:topic') || '',
  write: ({ modeling }, element, value) =>
    modeling.updateProperties(element, {
      'camunda:topic': value || undefined,
      'camunda:type': value ? 'external' : undefined,
    }),
}

const roles = palette => palette.roles.map(({ role, title }) => ({ value: role, label: title }))

function personEntries(palette) {
  const { labels } = palette
  return [
    choice({ id: 'form', label: labels.formRef, place: form, options: named(palette.forms) }),
    line({
      id: 'due-date',
      label: labels.dueDate,
      description: 'service level, as its table has it; or for example 10 working days, or P5D',
      place: attribute('camunda:dueDate'),
    }),
    choice({
      id: 'who',
      label: labels.candidateGroups,
      place: attribute('camunda:candidateGroups'),
      options: roles(palette),
    }),
    line({
      id: 'separate-from',
      label: labels['separate.from'],
      description: 'Ids of other steps, with commas between them',
      place: property('separate.from'),
    }),
    line({
      id: 'state',
      label: labels.state,
      description: 'Shown on the case while this step waits. For example: With the Home Secretary',
      place: property('state'),
    }),
    line({
      id: 'shows',
      label: labels.shows,
      description: 'Ids of earlier steps, with commas between them. Their answers stand above the form.',
      place: property('shows'),
    }),
    line({
      id: 'amends',
      label: labels.amends,
      description: 'Ids of earlier steps, with commas between them. Their questions are asked again with their answers, and ‘touched’ says what rests on the change.',
      place: property('amends'),
    }),
    line({
      id: 'rests-on',
      label: labels['rests.on'],
      description: 'Facts that whoever does this goes by although no question shows them. For example: start_date, posts',
      place: property('rests.on'),
    }),
    line({
      id: 'records',
      label: labels.records,
      description: 'Id of the step whose decision the letters of this one state',
      place: property('records'),
    }),
  ]
}

function ruleEntries(palette) {
  const { labels } = palette
  return [
    choice({
      id: 'decision',
      label: labels.decisionRef,
      place: attribute('camunda:decisionRef'),
      options: named(palette.decisions),
    }),
    line({
      id: 'result',
      label: labels.resultVariable,
      place: attribute('camunda:resultVariable'),
    }),
  ]
}

// What other modellers draw first: nothing can be said of it until it is a step that a person does.
const plainTaskEntries = () => [
  button({
    id: 'make-user-task',
    label: 'Make it a person’s step',
    description: 'A plain task has no form. As a person’s step it has one, and a role that does it.',
    press: (replace, element) => replace.replaceElement(element, { type: 'bpmn:UserTask' }),
  }),
]

const CATCHING = ['bpmn:StartEvent', 'bpmn:IntermediateCatchEvent', 'bpmn:BoundaryEvent']

const waitsForMessage = element =>
  is(element, 'bpmn:ReceiveTask') ||
  (isAny(element, CATCHING) &&
    Boolean(element.businessObject.eventDefinitions?.some(one => is(one, 'bpmn:MessageEventDefinition'))))

function messageEntries(palette) {
  const { labels } = palette
  return [
    choice({
      id: 'message-form',
      label: labels.formRef,
      place: property('form'),
      options: named(palette.forms),
    }),
    choice({ id: 'sent-by', label: labels.role, place: property('role'), options: roles(palette) }),
    line({
      id: 'also-from',
      label: labels['also.from'],
      description: 'Roles, with commas between them',
      place: property('also.from'),
    }),
  ]
}

function stepEntries(element, palette) {
  const { labels } = palette
  if (element.type === 'bpmn:Task') return plainTaskEntries()
  if (is(element, 'bpmn:Lane')) {
    return [
      choice({ id: 'role', label: labels.role, place: property('role'), options: roles(palette) }),
    ]
  }
  if (isAny(element, PEOPLE)) return personEntries(palette)
  if (is(element, 'bpmn:BusinessRuleTask')) return ruleEntries(palette)
  if (isAny(element, ['bpmn:ServiceTask', 'bpmn:SendTask'])) {
    return [
      choice({ id: 'topic', label: labels.topic, place: topic, options: TOPICS }),
      line({ id: 'about', label: labels.about, place: property('about') }),
    ]
  }
  if (waitsForMessage(element)) return messageEntries(palette)
  if (is(element, 'bpmn:CallActivity')) {
    return [line({ id: 'called', label: labels.calledElement, place: attribute('calledElement') })]
  }
  if (is(element, 'bpmn:SequenceFlow')) {
    return [
      lines({
        id: 'condition',
        label: labels.conditionExpression,
        description: 'A FEEL condition, for example: consent_decision = "refused"',
        place: condition,
      }),
    ]
  }
  return []
}

const authorityEntries = ({ labels }) => [
  choice({
    id: 'kind',
    label: labels.kind,
    place: property('kind'),
    options: [
      { value: 'statutory', label: 'The law' },
      { value: 'policy', label: 'Policy' },
    ],
  }),
  line({ id: 'authority-cite', label: labels['authority.cite'], place: property('authority.cite') }),
  line({ id: 'authority-from', label: labels['authority.from'], place: property('authority.from') }),
  line({ id: 'authority-to', label: labels['authority.to'], place: property('authority.to') }),
]

function ourGroups(element, palette, services) {
  const entries = stepEntries(element, palette)
  const groups = []
  if (entries.length) groups.push({ id: 'case-step', label: 'Case step', entries, shouldOpen: true })
  if (isForSeveral(element)) groups.push(severalGroup(palette))
  if (isAny(element, WRITERS)) groups.push(lettersGroup(element, palette))
  if (isAny(element, ['bpmn:Activity', 'bpmn:Event'])) groups.push(factsGroup(element, services, palette))
  if (is(element, 'bpmn:Activity')) {
    groups.push({ id: 'authority', label: 'Legal basis', entries: authorityEntries(palette) })
  }
  return groups
}

export function provider(palette) {
  function CaseStepProvider(propertiesPanel, bpmnFactory, commandStack) {
    const services = { bpmnFactory, commandStack }
    this.getGroups = element => groups => {
      groups.splice(1, 0, ...ourGroups(element, palette, services))
      return groups
    }
    propertiesPanel.registerProvider(400, this) // after getGroups is there, or the panel refuses it
  }
  CaseStepProvider.$inject = ['propertiesPanel', 'bpmnFactory', 'commandStack']
  return { __init__: ['caseStepProvider'], caseStepProvider: ['type', CaseStepProvider] }
}
