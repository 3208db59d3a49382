// The "Letters" group: which letters a step writes, when, and whether they come back signed.
import { readProperty, writeProperty } from './extensions.js'
import { choice, line, property, tick } from './entries.js'

const RETURNS = [{ value: 'signed', label: 'The signed copy must come back' }]

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

function whenSeveral(codes) {
  return codes.flatMap(code => [
    line({
      id: `letter-${code}-when`,
      label: `${code}: only when`,
      description: 'A FEEL condition. Leave it empty to write the letter every time.',
      place: property(`letter.${code}.when`),
    }),
    choice({
      id: `letter-${code}-return`,
      label: `${code}: signature`,
      place: property(`letter.${code}.return`),
      options: RETURNS,
    }),
  ])
}

export function lettersGroup(element, palette) {
  const codes = codesOf(element)
  const known = palette.letters.map(letterTick)
  const strange = codes
    .filter(code => !palette.letters.some(letter => letter.code === code))
    .map(code => letterTick({ code, title: '(no template here)' }))
  const signature = [
    choice({
      id: 'letter-return',
      label: 'Signature',
      place: property('letter.return'),
      options: RETURNS,
    }),
    choice({
      id: 'letter-signatory',
      label: 'Signed by',
      place: property('letter.signatory'),
      options: palette.roles.map(({ role, title }) => ({ value: role, label: title })),
    }),
  ]
  const detail = codes.length > 1 ? whenSeveral(codes) : []
  return {
    id: 'letters',
    label: 'Letters',
    entries: [...known, ...strange, ...(codes.length ? signature : []), ...detail],
  }
}
