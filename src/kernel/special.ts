/**
 * The project's own elementary functions: only + - * / and sqrt, which every engine rounds alike, so the same argument gives the same bits
 * everywhere. Those of Math differ in the last digits between engines. Each is within 1 unit in the last place of the true value (the
 * tests measure it); zeros, infinities, NaN and subnormal numbers are as in C99.
 */
export { exp, expm1 } from './special/exp.ts'
export { acos, asin, atan, atan2 } from './special/inverse-trig.ts'
export { cosh, sinh, tanh } from './special/hyperbolic.ts'
export { log, log10, log1p, log2 } from './special/log.ts'
export { logistic, logLogistic, softplus } from './special/logistic.ts'
export { pow } from './special/power.ts'
export { cos, sin, tan } from './special/trig.ts'
