import { expect, test } from 'vitest'
import { fingerprint, FINGERPRINT } from './fingerprint.ts'

test('Chromium gives the same bits as Node', () => expect(fingerprint()).toBe(FINGERPRINT))
