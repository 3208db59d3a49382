// What the palette and the menus offer: only what the service runs, and steps that people do.
import ElementFactory from 'bpmn-js/lib/features/modeling/ElementFactory'
import * as replaceOptions from 'bpmn-js/lib/features/replace/ReplaceOptions'

const PLAIN_TASK = 'bpmn:Task'
const USER_TASK = 'bpmn:UserTask'
const AFTER_THE_LIBRARY = 500 // its own providers have come before ours

// A plain task has no form and nobody who does it, so a new one is made a user task.
class PeoplesElementFactory extends ElementFactory {
  create(elementType, attributes) {
    const isNew = attributes?.type === PLAIN_TASK && !attributes.businessObject
    return super.create(elementType, isNew ? { ...attributes, type: USER_TASK } : attributes)
  }
}

// 'bpmn:StartEvent' as files have it: 'startEvent'. 'bpmn:TimerEventDefinition' by its kind: 'timer'.
const tagOf = type => type[5].toLowerCase() + type.slice(6)
const kindOf = definition => (definition ? tagOf(definition).replace('EventDefinition', '') : null)

function isRun({ refused, events }, { type, eventDefinitionType }) {
  const tag = tagOf(type)
  if (type === PLAIN_TASK || refused.includes(tag)) return false
  return !tag.endsWith('Event') || events[tag].includes(kindOf(eventDefinitionType))
}

function namesOfMenuEntriesNotRun(runs) {
  const options = Object.values(replaceOptions).flatMap(group => Object.values(group).flat())
  const notRun = options.filter(option => option.target && !isRun(runs, option.target))
  return notRun.map(option => option.actionName)
}

const NAMED_OTHERWISE = [
  'create.data-store',
  'append.condition-intermediate-event',
  'append.signal-intermediate-event',
  'append.compensation-activity',
  'toggle-loop',
]

// What begins an event sub-process begins nothing else.
const BEGIN_EVENT_SUB_PROCESSES = ['replace-with-message-start', 'replace-with-timer-start']

const begunByEvent = element => Boolean(element.parent?.businessObject?.triggeredByEvent)

function without(entries, names) {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !names.includes(name)))
}

function called(entries, name, title) {
  if (!(name in entries)) return entries
  return { ...entries, [name]: { ...entries[name], className: 'bpmn-icon-user-task', title } }
}

export function offers(palette) {
  function WhatRuns(paletteTools, contextPad, popupMenu) {
    const notRun = [...NAMED_OTHERWISE, ...namesOfMenuEntriesNotRun(palette.runs)]
    const kept = entries => without(entries, notRun)
    this.getPaletteEntries = () => entries => called(kept(entries), 'create.task', 'Create user task')
    this.getContextPadEntries = () => entries =>
      called(kept(entries), 'append.append-task', 'Append user task')
    this.getPopupMenuEntries = element => entries =>
      without(kept(entries), begunByEvent(element) ? [] : BEGIN_EVENT_SUB_PROCESSES)
    this.getPopupMenuHeaderEntries = () => kept
    paletteTools.registerProvider(AFTER_THE_LIBRARY, this)
    contextPad.registerProvider(AFTER_THE_LIBRARY, this)
    popupMenu.registerProvider('bpmn-replace', AFTER_THE_LIBRARY, this)
  }
  WhatRuns.$inject = ['palette', 'contextPad', 'popupMenu']
  return {
    __init__: ['whatRuns'],
    whatRuns: ['type', WhatRuns],
    elementFactory: ['type', PeoplesElementFactory],
  }
}
