// Stand-in with the final names; replaced by the project's own arithmetic.
export const { exp, expm1, log, log1p, log2, log10, sin, cos, tan, asin, acos, atan, atan2, sinh, cosh, tanh, pow } = Math
