/** What the kernel shows to #kernel/simd.ts: addresses and calls. */
export { begin, batchOf, gradientAt, inputsAt, outputsOf, setLayer, targetsAt, thetaAt } from './network'
export { value, valueAndGradient } from './derivatives'
export { room } from './memory'
export { beginPlane, planeAt, planeRow, planeValuesAt } from './plane'
export { hessian, hvp, imageAt, matrixAt, vectorAt } from './curvature'
export { descend, foundValue, fullGradientAt, lowestAt, lowestOf, pointAt, statusOf } from './descent'
export { forgottenOf, ruleBufferAt, setRule, setRules } from './rules'
export { carriedAt, carriedLength } from './carried'
