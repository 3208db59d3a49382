// Builds the browser files: node build.mjs OUT. Called by hatch_build.py.
import * as esbuild from 'esbuild'
import * as sass from 'sass'
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const out = path.resolve(process.argv[2])
const here = path.dirname(fileURLToPath(import.meta.url))
const compiled = path.join(here, 'src', '.styles.css')

function compileStyles() {
  const { css } = sass.compile(path.join(here, 'src/styles.scss'), {
    loadPaths: [
      here,
      path.join(here, 'node_modules/govuk-frontend/dist'),
      path.join(here, 'node_modules/@ministryofjustice/frontend'),
    ],
    quietDeps: true,
    logger: sass.Logger.silent,
  })
  writeFileSync(compiled, css)
}

function bundle() {
  return esbuild.build({
    absWorkingDir: here,
    entryPoints: {
      styles: compiled,
      main: 'src/main.js',
      diagram: 'src/diagram.css',
      viewer: 'src/viewer.js',
      modeller: 'src/modeller/page.js',
    },
    outdir: out,
    bundle: true,
    minify: true,
    format: 'esm',
    splitting: true,
    target: 'es2022',
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: 'file-[hash]',
    legalComments: 'linked',
    metafile: true,
    external: ['/assets/*'],
    loader: { '.woff2': 'file', '.woff': 'file', '.svg': 'file', '.png': 'file' },
  })
}

function writeManifest(outputs) {
  const manifest = {}
  for (const [file, output] of Object.entries(outputs)) {
    if (!output.entryPoint) continue
    const name = path.basename(file)
    manifest[name.replace(/-[A-Z0-9]{8}(?=\.)/, '')] = name
  }
  writeFileSync(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 1) + '\n')
}

function compressEverything() {
  for (const name of readdirSync(out).filter(n => /\.(css|js)$/.test(n))) {
    const bytes = readFileSync(path.join(out, name))
    const quality = bytes.length > 400_000 ? 9 : 11 // the modeller takes 8 s at 11
    writeFileSync(path.join(out, name + '.gz'), gzipSync(bytes, { level: 9 }))
    writeFileSync(
      path.join(out, name + '.br'),
      brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
    )
  }
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
compileStyles()
try {
  const { metafile } = await bundle()
  writeManifest(metafile.outputs)
} finally {
  rmSync(compiled, { force: true })
}
compressEverything()
