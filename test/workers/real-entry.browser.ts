/** The page's own worker, under the test runner. */
import './runner-stand-in.ts'
import '../../src/workers/browser/entry.ts'
