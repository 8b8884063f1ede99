import { describe, expect, test } from 'vitest'
import { dataOf, drawnData, drawnFault, MOST_ROWS, readTable } from '#stores/own-data.ts'

describe('a table', () => {
  test.each<[string, string, string[], string[][]]>([
    ['commas and names', 'height,"weight, kg"\n1.5, 60\n\n1.8,80\n', ['height', 'weight, kg'], [['1.5', '60'], ['1.8', '80']]],
    ['decimal commas', 'a;b\n1,5;2\n2,5;3', ['a', 'b'], [['1.5', '2'], ['2.5', '3']]],
    ['tabs without names', '1\t2\r\n3\t4', ['Column 1', 'Column 2'], [['1', '2'], ['3', '4']]],
    ['spaces', '  1 -2e3\n.5   4 ', ['Column 1', 'Column 2'], [['1', '-2e3'], ['.5', '4']]],
    ['words in the first line alone are names', 'x,kind\n1,cat\n2,dog', ['x', 'kind'], [['1', 'cat'], ['2', 'dog']]],
    ['a first line like the others is a sample', '1,cat\n2,dog', ['Column 1', 'Column 2'], [['1', 'cat'], ['2', 'dog']]],
  ])('%s', (_, text, columns, rows) => expect(readTable(text)).toMatchObject({ columns, rows }))

  test.each<[string, RegExp]>([
    [' \n', /nothing here yet/],
    ['1\n2', /one column only/],
    ['a,b\n1,2\n3\n', /^Line 3 has 1 entry, line 1 has 2\.$/],
    ['a,b\n1,"2\n', /^Line 2: a quotation mark is not closed/],
  ])('%j is refused', (text, sentence) => expect(() => readTable(text)).toThrow(sentence))
})

describe('data of a table', () => {
  const take = (text: string, target = 1, standardise = false) => dataOf(readTable(text), target, standardise)

  test('numbers stay as they are, or have mean 0 and deviation 1', () => {
    expect(take('x,y\n1,10\n2,20\n3,60').data).toEqual({ kind: 'inline', inputs: [[1], [2], [3]], targets: [[10], [20], [60]] })
    const { data: { inputs, targets }, sentences } = take('x,y\n1,10\n2,20\n3,60', 1, true) as never as { data: { inputs: number[][]; targets: number[][] }; sentences: string[] }
    expect(inputs.flat()).toEqual([-1.225, 0, 1.225]) // sd sqrt(2/3)
    expect(targets.flat().reduce((sum, y) => sum + y)).toBeCloseTo(0, 3)
    expect(targets.flat().reduce((sum, y) => sum + y * y, 0) / 3).toBeCloseTo(1, 3)
    expect(sentences).toEqual([expect.stringContaining('mean 0')])
  })

  test('two values are classes 0 and 1, in order; more words are one output each', () => {
    expect(take('x,y\n1,2\n2,1\n3,2')).toEqual({ data: { kind: 'inline', inputs: [[1], [2], [3]], targets: [[1], [0], [1]] }, sentences: ['1 is class 0, 2 is class 1.'] })
    expect(take('x,y\n1,0\n2,1').sentences).toEqual([])
    expect(take('x,y\n1,cat\n2,ant\n3,bee').data['targets']).toEqual([[0, 0, 1], [1, 0, 0], [0, 1, 0]])
  })

  test('columns of words are left out, a constant one too where it cannot be standardised', () => {
    const { data, sentences } = take('name,x,c,y\nann,1,7,1\nbob,2,7,2\ncat,5,7,3', 3, true)
    expect((data['inputs'] as number[][]).map((row) => row.length)).toEqual([1, 1, 1])
    expect(sentences.slice(0, 2)).toEqual(['“name” holds words, not numbers, and is left out.', '“c” is the same in every row and is left out.'])
  })

  test.each<[string, number, RegExp]>([
    ['x,y\n1,2\n2,\n3,4', 1, /^Line 3: “y” is empty/],
    ['x,y\n1,2\n\n2,3\nabc,4', 1, /^Line 5: “x” is "abc", which is no number/],
    ['x,y\n1,5\n2,5', 1, /“y” is 5 in every row/],
    ['x,y\na,1\nb,2\nc,3', 1, /No column of numbers/],
    ['x,y\n1,2', 1, /One sample is not enough/],
    [`x,y\n${'abcdefghijk'.split('').map((c, i) => `${i},${c}`).join('\n')}`, 1, /11 different words; 10 classes/],
  ])('%j is refused with its line', (text, target, sentence) => expect(() => take(text, target)).toThrow(sentence))

  test('long tables are cut, and it is said', () => {
    const { data, sentences } = take(`x,y\n${Array.from({ length: MOST_ROWS + 5 }, (_, i) => `${i},${i % 7}`).join('\n')}`)
    expect([(data['inputs'] as unknown[]).length, sentences[0]]).toEqual([MOST_ROWS, 'The first 2,000 of 2,005 rows are taken.'])
  })
})

test('drawn points are classes in the plane, or a curve', () => {
  const points = [{ x: 0.5, y: 1, class: 1 }, { x: -1, y: 0, class: 0 }] as const
  expect(drawnData(points, false)).toEqual({ kind: 'inline', inputs: [[0.5, 1], [-1, 0]], targets: [[1], [0]] })
  expect(drawnData(points, true)).toEqual({ kind: 'inline', inputs: [[0.5], [-1]], targets: [[1], [0]] })
  expect([drawnFault(points, false), drawnFault([points[0], points[0]], false), drawnFault([], true)]).toEqual([undefined, 'Draw points of the other class too.', 'Draw a curve: points from left to right.'])
})
