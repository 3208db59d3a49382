// CPU milliseconds of the two engines that node runs, for the letter given: one JSON line.
import { readFileSync, writeFileSync } from 'node:fs'
import Docxtemplater from 'docxtemplater'
import { TemplateHandler } from 'easy-template-x'
import PizZip from 'pizzip'

const [template, facts, rounds, folder] = process.argv.slice(2)
const content = readFileSync(template)
const values = JSON.parse(readFileSync(facts, 'utf8'))

function docxtemplater() {
  const letter = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true })
  letter.render(values)
  return letter.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' })
}

const easyTemplateX = async () => Buffer.from(await new TemplateHandler().process(content, values))

function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)]
}

async function measured(write) {
  const all = []
  for (let round = 0; round < Number(rounds); round += 1) {
    const start = process.cpuUsage()
    for (let turn = 0; turn < 5; turn += 1) await write()
    const { user, system } = process.cpuUsage(start)
    all.push((user + system) / 5000)
  }
  return Number(median(all).toFixed(3))
}

const found = {}
for (const [name, write] of [['docxtemplater', docxtemplater], ['easy_template_x', easyTemplateX]]) {
  writeFileSync(`${folder}/${name}.docx`, await write())
  await measured(write)
  found[`${name}_cpu_ms`] = await measured(write)
}
console.log(JSON.stringify(found))
