// The modeller page: bpmn-js with our panel, saving a draft and showing what a check found.
import Modeler from 'bpmn-js/lib/Modeler'
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule } from 'bpmn-js-properties-panel'
import CamundaBehaviours from 'camunda-bpmn-js-behaviors/lib/camunda-platform'
import camunda from 'camunda-bpmn-moddle/resources/camunda.json'
import { offers } from './offers.js'
import { provider } from './provider.js'
import { counted, select, showProblems } from './problems.js'
import { DEBOUNCE, Draft, flushPanel } from './saving.js'

const place = document.querySelector('[data-modeller]')
const status = document.querySelector('[data-status]')
const problems = document.querySelector('[data-problems]')
const PALETTE_WIDTH = 110

const say = sentence => {
  status.textContent = sentence
}

function makeModeler(palette) {
  return new Modeler({
    container: place.querySelector('[data-canvas]'),
    propertiesPanel: { parent: place.querySelector('[data-panel]') },
    debounceInput: DEBOUNCE,
    additionalModules: [
      BpmnPropertiesPanelModule,
      BpmnPropertiesProviderModule,
      CamundaBehaviours,
      provider(palette),
      offers(palette),
    ],
    moddleExtensions: { camunda },
  })
}

// Fitting the whole diagram would put its start under the palette and make its words too small.
function lookAtStart(modeler) {
  const canvas = modeler.get('canvas')
  const { inner, outer } = canvas.viewbox()
  const fit = Math.min((outer.width - PALETTE_WIDTH - 20) / inner.width, (outer.height - 40) / inner.height)
  const scale = Math.min(1, Math.max(fit, 0.55))
  canvas.viewbox({
    x: inner.x - PALETTE_WIDTH / scale,
    y: inner.y - 20 / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  })
}

async function save(draft) {
  say('Saving …')
  const problem = await draft.save()
  say(problem || 'Draft saved.')
  return !problem
}

async function check(modeler, draft) {
  await flushPanel()
  if (draft.unsaved && !(await save(draft))) return
  say('Checking …')
  const answer = await draft.check()
  if (answer.problem) return say(answer.problem)
  const errors = answer.findings.some(finding => finding.severity === 'error')
  say(errors ? `${counted(answer.findings)}. Mend the errors before this draft can be proposed.` : 'This draft may be proposed for approval.')
  showProblems(modeler, answer.findings, problems, place.dataset.path)
}

function listen(modeler, draft) {
  const on = (action, work) =>
    document.querySelector(`[data-action="${action}"]`)?.addEventListener('click', work)
  on('save', () => save(draft))
  on('check', () => check(modeler, draft))
  document.addEventListener('keydown', event => {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 's') return
    event.preventDefault()
    save(draft)
  })
}

// The panel hears of a selection only once it stands.
const painted = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))

async function start() {
  const [palette, xml] = await Promise.all([
    fetch(place.dataset.palette).then(answer => answer.json()),
    fetch(place.dataset.source).then(answer => answer.text()),
  ])
  const modeler = makeModeler(palette)
  await modeler.importXML(xml)
  lookAtStart(modeler)
  listen(modeler, new Draft(modeler, place))
  await painted()
  select(modeler, decodeURIComponent(location.hash.slice(1)))
  place.modeler = modeler
  place.dataset.ready = 'true'
}

start().catch(problem => say(`This diagram could not be opened: ${problem.message}`))
