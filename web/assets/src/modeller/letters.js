// The "Letters" group: which letters a step writes, when, and whether they come back signed.
import { readProperty, writeProperty } from './extensions.js'
import { choice, line, property, tick } from './entries.js'

const RETURNS = [
  { value: 'signed', label: 'The signed copy must come back' },
  { value: 'none', label: 'It is only sent: nobody signs it' },
]

const AGAIN = [
  { value: 'supersede', label: 'It no longer stands, and is written again' },
  { value: 'keep', label: 'It stands: it says what was said that day' },
]

export function codesOf(element) {
  return readProperty(element, 'letter.template')
    .split(',')
    .map(code => code.trim())
    .filter(Boolean)
}

function letterTick({ code, title }) {
  const write = (services, element, wanted) => {
    const others = codesOf(element).filter(other => other !== code)
    const codes = wanted ? [...others, code] : others
    writeProperty(services, element, 'letter.template', codes.join(', '))
  }
  return tick({
    id: `letter-${code}`,
    label: `${code} ${title}`,
    read: element => codesOf(element).includes(code),
    write,
  })
}

const onlyWhen = (code, labels) =>
  line({
    id: `letter-${code}-when`,
    label: labels['letter.*.when'].replace('{}', code),
    description: 'A FEEL condition. Leave it empty to write the letter every time.',
    place: property(`letter.${code}.when`),
  })

const ownSignature = (code, labels) =>
  choice({
    id: `letter-${code}-return`,
    label: labels['letter.*.return'].replace('{}', code),
    place: property(`letter.${code}.return`),
    options: RETURNS,
  })

const whenChanged = (code, labels) =>
  choice({
    id: `letter-${code}-again`,
    label: labels['letter.*.again'].replace('{}', code),
    place: property(`letter.${code}.again`),
    options: AGAIN,
  })

export function lettersGroup(element, palette) {
  const { labels } = palette
  const codes = codesOf(element)
  const known = palette.letters.map(letterTick)
  const strange = codes
    .filter(code => !palette.letters.some(letter => letter.code === code))
    .map(code => letterTick({ code, title: '(no template here)' }))
  const signature = [
    choice({
      id: 'letter-return',
      label: labels['letter.return'],
      place: property('letter.return'),
      options: RETURNS,
    }),
    choice({
      id: 'letter-signatory',
      label: labels['letter.signatory'],
      place: property('letter.signatory'),
      options: palette.roles.map(({ role, title }) => ({ value: role, label: title })),
    }),
  ]
  const several = codes.length > 1
  const detail = codes.flatMap(code => [
    onlyWhen(code, labels),
    whenChanged(code, labels),
    ...(several ? [ownSignature(code, labels)] : []),
  ])
  return {
    id: 'letters',
    label: labels['letter.template'],
    entries: [...known, ...strange, ...(codes.length ? signature : []), ...detail],
  }
}
