import { Ban, Check, CircleQuestionMark, TriangleAlert, X } from 'lucide-react'
import { memo } from 'react'
import { formatValue } from '#charts/format.ts'
import type { Answer } from '#experiments/study/study.ts'
import { Icon } from '#views/controls/Icon.tsx'
import { studyPage as text } from '#words/en/study-page.ts'
import { Rich } from './Rich.tsx'

/** Rows of the table that are shown; a file holds them all. */
const SHOWN = 200
const VERDICT_ICONS = { holds: Check, fails: Ban, open: CircleQuestionMark }

/** What would falsify the claim, whether the theorem's hypotheses hold here, what is to be taken with care, and the numbers. */
export const Findings = memo(function Findings({ answer: { verdicts, hypotheses, caveats, table } }: { answer: Answer }) {
  return (
    <div className="findings">
      {verdicts.length > 0 && (
        <section>
          <h2>{text.falsify}</h2>
          <ul className="verdicts">
            {verdicts.map(({ claim, state, found }) => (
              <li key={claim} data-state={state}>
                <span className="verdict-state"><Icon of={VERDICT_ICONS[state]} />{text.verdicts[state]}</span>
                <span><Rich>{claim}</Rich> <small><Rich>{found}</Rich></small></span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {hypotheses.length > 0 && (
        <section>
          <h2>{text.hypotheses}</h2>
          <ul className="hypotheses">
            {hypotheses.map(({ text: said, holds, found }) => (
              <li key={said} data-holds={holds ?? 'unknown'}>
                <Icon of={holds === undefined ? CircleQuestionMark : holds ? Check : X} />
                <span><span className="chart-hidden">{holds === undefined ? text.unknown : holds ? text.holds : text.fails}: </span><Rich>{said}</Rich>{found && <small> <Rich>{found}</Rich></small>}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {caveats.length > 0 && (
        <section>
          <h2>{text.caveats}</h2>
          <ul className="caveats">{caveats.map((caveat) => <li key={caveat}><Icon of={TriangleAlert} /><span><Rich>{caveat}</Rich></span></li>)}</ul>
        </section>
      )}
      {table.rows.length > 0 && (
        <details className="numbers">
          <summary>{text.numbers(table.rows.length)}</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and keys must be able to scroll it */}
          <div className="numbers-scroll" tabIndex={0} role="region" aria-label={text.numbers(table.rows.length)}>
            <table>
              <thead><tr>{table.columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr></thead>
              {/* oxlint-disable-next-line react/no-array-index-key -- rows have no identity but their place */}
              <tbody>{table.rows.slice(0, SHOWN).map((row, i) => <tr key={i}>{row.map((cell, j) => <td key={table.columns[j]}>{typeof cell === 'number' ? formatValue(cell, 5) : cell}</td>)}</tr>)}</tbody>
            </table>
          </div>
          {table.rows.length > SHOWN && <p className="side-note">{text.firstRows(SHOWN, table.rows.length)}</p>}
        </details>
      )}
    </div>
  )
})
