// A plugin of the bundler: a kind is one file, and in the build two. The page reads, checks and shows specs, for which it needs what a kind says of itself: title,
// fields, conditions, facts. What a kind computes by (MADE) goes, with all that only it needs, to a module of its own, `himmelblau.ts?made`, which puts it back into
// the kind. Whoever computes imports the room's `make.ts`, and in the build that brings those modules; nothing else does, so the page fetches no arithmetic.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseSync } from 'vite'

/** Members that compute, and what only laws hold them against: of objectives, surfaces, datasets, optimizers, schedules, samplers, recipes, symmetries. */
const MADE = new Set(['make', 'known', 'value', 'gradient', 'hessian', 'critical', 'at', 'init', 'next', 'resolve', 'apply', 'refusal'])
const APART = '?made'
const path = (id) => id.replaceAll('\\', '/')
const isMaker = (id) => /\/src\/.*\/make\.ts$/.test(path(id))

/** The files of kinds that a `make.ts` brings: beside it `kinds/<name>.ts` or `<name>-kinds.ts`. @param folder the one in which it lies */
export const kindFiles = (folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(path).filter((name) => /^(kinds\/[^/]+|[^/]+-kinds)\.ts$/.test(name)).toSorted((a, b) => a.localeCompare(b))
/** The folders of `src` that have a `make.ts`. */
export const makers = () => readdirSync('src', { recursive: true, encoding: 'utf8' }).map((name) => path(resolve('src', name))).filter(isMaker).map((name) => dirname(name))

/** @returns {import('vite').Plugin} */
export function kindsApart() {
  const kinds = new Set()
  const original = (id) => readFileSync(id.slice(0, -APART.length), 'utf8')
  return {
    name: 'kinds-apart',
    apply: 'build',
    enforce: 'pre',
    buildStart() {
      for (const folder of makers()) for (const name of kindFiles(folder)) kinds.add(`${folder}/${name}`)
    },
    resolveId: (source, importer) => (source.endsWith(APART) && importer ? resolve(dirname(importer), source) : undefined),
    load: (id) => (id.endsWith(APART) ? { code: apart(original(id), path(id).replace(/^.*\/(.*)\?made$/, './$1')).made, moduleType: 'ts' } : undefined),
    transform(code, id) {
      if (kinds.has(path(id))) return apart(code, path(id)).said
      if (isMaker(id)) return kindFiles(dirname(id)).map((name) => `import './${name}${APART}'\n`).join('') + code
      return undefined
    },
  }
}

/**
 * The two modules of a file of kinds: what is exported without the members that compute, and what puts these back.
 * @param from how the second names the first
 */
export function apart(code, from) {
  const { program, errors } = parseSync('kind.ts', code)
  if (errors.length) throw new Error(`${from}: ${errors[0].message}`)
  const text = ({ start, end }) => code.slice(start, end)
  const imports = [], statements = [], moved = [], cuts = []
  for (const node of program.body) {
    if (node.type === 'ImportDeclaration') {
      if (node.importKind !== 'type') for (const s of node.specifiers) if (s.importKind !== 'type') imports.push({ name: s.local.name, specifier: text(s), source: text(node.source) })
      if (node.specifiers.length === 0) throw new Error(`${from}: a kind imports names, and nothing for its effect alone.`)
      continue
    }
    const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
    if (!declaration || declaration.type.startsWith('TS')) {
      if (!declaration && node.exportKind !== 'type') throw new Error(`${from}: a kind is declared where it is exported.`)
      continue
    }
    const names = (declaration.declarations ?? [declaration]).map((d) => d.id.name)
    if (node !== declaration) for (const { id, init } of declaration.declarations ?? []) {
      for (const [place, object] of kindsIn(init, id.name)) {
        const members = object.properties.filter((p) => p.type === 'Property' && !p.computed && MADE.has(p.key.name))
        if (members.length) moved.push({ place, members })
        cuts.push(...members)
      }
    }
    statements.push({ node, names, exported: node !== declaration })
  }
  for (const statement of statements) statement.uses = namesIn(statement.node, cuts)
  const said = needed(statements, statements.filter((s) => s.exported).flatMap((s) => s.names))
  const roots = moved.flatMap(({ place, members }) => [place.replace(/\[.*/, ''), ...members.flatMap((m) => [...namesIn(m, [])])])
  const made = needed(statements.filter((s) => !said.has(s)), roots)
  const within = (names) => imports.filter(({ name }) => names.has(name)).map(({ specifier, source }) => `import { ${specifier} } from ${source}`)
  const usedBy = (chosen) => new Set([...chosen].flatMap((s) => [...s.uses]))
  const outside = new Set([...usedBy(made), ...roots])
  const lent = [...said].filter((s) => s.names.some((name) => outside.has(name)))
  const inner = lent.filter((s) => !s.exported).flatMap((s) => s.names)
  return {
    said: [
      ...within(usedBy(said)),
      ...[...said].map(({ node }) => without(code, node, cuts)),
      ...(inner.length ? [`export { ${inner.join(', ')} }`] : []),
    ].join('\n'),
    made: [
      ...within(outside),
      ...(lent.length ? [`import { ${lent.flatMap((s) => s.names).join(', ')} } from '${from}'`] : []),
      ...[...made].map(({ node }) => text(node)),
      ...moved.map(({ place, members }) => `Object.assign(${place}, { ${members.map(text).join(', ')} })`),
    ].join('\n'),
  }
}

/** The objects that are kinds in what a name is given: itself, those of a list, or the first argument of a call that makes a kind of it. */
function* kindsIn(node, place) {
  if (node?.type === 'ObjectExpression') yield [place, node]
  else if (node?.type === 'CallExpression') yield* kindsIn(node.arguments[0], place)
  else if (node?.type === 'ArrayExpression') for (const [i, element] of node.elements.entries()) yield* kindsIn(element, `${place}[${i}]`)
}

/** The statements that declare these names, and all that those use. */
function needed(statements, names) {
  const wanted = new Set(names), found = new Set()
  for (const name of wanted) { // a set may grow while it is walked
    const statement = statements.find((s) => s.names.includes(name))
    if (!statement || found.has(statement)) continue
    found.add(statement)
    for (const next of statement.uses) wanted.add(next)
  }
  return new Set(statements.filter((s) => found.has(s)))
}

/** Every name that a piece of a program may take from outside; types are not of the program. */
function namesIn(node, leftOut, found = new Set()) {
  if (!node || typeof node !== 'object' || leftOut.includes(node)) return found
  if (Array.isArray(node)) for (const one of node) namesIn(one, leftOut, found)
  else if (node.type === 'Identifier') found.add(node.name)
  else if (node.type?.startsWith('TS')) namesIn(node.expression, leftOut, found) // `x as T`, `x!`
  else for (const [key, value] of Object.entries(node)) {
    const named = (key === 'key' && !node.shorthand) || key === 'property'
    if (!named || node.computed) namesIn(value, leftOut, found)
  }
  return found
}

/** A statement without some members of its objects. */
function without(code, node, cuts) {
  let out = '', at = node.start
  for (const cut of cuts.filter(({ start, end }) => start >= node.start && end <= node.end).sort((a, b) => a.start - b.start)) {
    out += code.slice(at, cut.start)
    at = cut.end + (/^\s*,/.exec(code.slice(cut.end))?.[0].length ?? 0)
  }
  return out + code.slice(at, node.end)
}
