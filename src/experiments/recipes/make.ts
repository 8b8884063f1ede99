/** The numbers that points, directions and planes stand for: not on the page, which only reads specs (scripts/kinds.mjs). */
import { normalise } from '#analysis/directions.ts'
import { allFinite, type Vec } from '#kernel/vec.ts'
import { balance } from '#networks/symmetries.ts'
import type { Objective } from '#objectives/objective.ts'
import type { Catalogue } from '#spec/kind.ts'
import type { Tools } from '../experiment.ts'
import { directionRecipes, pointRecipes } from '../points.ts'
import { type DirectionRecipe, type Facts, fault, isNumbers, type PlaneRecipe, type PointRecipe, type RecipeKind, type Resolved, type ResolvedPlane, type Setting } from './recipe.ts'

const wholePoints = pointRecipes as Catalogue<RecipeKind>, wholeDirections = directionRecipes as Catalogue<RecipeKind>

/**
 * The point of a recipe, as an array that the caller owns.
 * @param path  of the field in the experiment's spec, for faults
 * @throws SpecError where the recipe does not suit the objective
 */
export async function resolvePoint(recipe: PointRecipe, objective: Objective, tools: Tools, path: string, plane?: ResolvedPlane): Promise<Vec> {
  return (await resolve(wholePoints, recipe, { objective, tools, path, plane })).vector
}

/** The direction of a recipe, as an array that the caller owns; `origin` is what recipes without a point of their own refer to. */
export async function resolveDirection(recipe: DirectionRecipe, objective: Objective, tools: Tools, path: string, origin?: Vec): Promise<Vec> {
  return (await resolve(wholeDirections, recipe, { objective, tools, path, origin })).vector
}

type Place = Pick<Setting, 'objective' | 'tools' | 'path' | 'plane' | 'origin'>

async function resolve(recipes: Catalogue<RecipeKind>, recipe: PointRecipe, place: Place): Promise<Resolved> {
  const { objective, objective: { dim }, path, tools, origin } = place
  if (isNumbers(recipe)) return checked({ vector: Float64Array.from(recipe), facts: {} }, dim, path)
  const setting: Setting = {
    ...place,
    point: (inner, name) => resolvePoint(inner, objective, tools, `${path}.${name}`),
    direction: async (inner, name) => (await resolve(wholeDirections, inner, { objective, tools, path: `${path}.${name}`, origin })).vector,
    planeOf: (inner, name) => resolvePlane(inner, objective, tools, `${path}.${name}`),
  }
  const found = await recipes.get(recipe.kind).resolve(recipe, setting)
  return checked(found instanceof Float64Array ? { vector: found, facts: {} } : found, dim, path)
}

function checked(resolved: Resolved, dim: number, path: string): Resolved {
  if (resolved.vector.length !== dim) throw fault(path, `expected ${dim} numbers, one for each parameter, got ${resolved.vector.length}`)
  if (!allFinite(resolved.vector)) throw fault(path, 'expected finite numbers; the recipe leads to some that are not')
  return resolved
}

/** A plane (or line) in numbers, its directions normalised. @throws SpecError where it does not suit the objective */
export async function resolvePlane(recipe: PlaneRecipe, objective: Objective, tools: Tools, path = ''): Promise<ResolvedPlane> {
  const { origin, directions } = await planeWithFacts(recipe, objective, tools, path)
  return { origin, directions }
}

/** The same, with what was found on the way: one set of facts a direction. */
export async function planeWithFacts({ origin: recipe, directions: recipes, normalisation, gauge = 'none' }: PlaneRecipe, objective: Objective, tools: Tools, path = ''): Promise<ResolvedPlane & { readonly facts: readonly Facts[] }> {
  const at = (name: string): string => (path === '' ? name : `${path}.${name}`)
  const origin = await resolvePoint(recipe, objective, tools, at('origin'))
  const directions: Vec[] = [], facts: Facts[] = []
  for (const [i, direction] of recipes.entries()) {
    const found = await resolve(wholeDirections, direction, { objective, tools, path: at(`directions.${i}`), origin })
    directions.push(found.vector)
    facts.push(found.facts)
  }
  if (normalisation !== 'none') {
    const { layout, network } = objective
    if (!layout) throw fault(at('normalisation'), `expected "none": this landscape has no layers, got ${JSON.stringify(normalisation)}`)
    const factors = new Float64Array(origin.length).fill(1)
    if (gauge === 'balanced' && network) balance(network, layout, origin, factors)
    const weights = origin.map((x, i) => factors[i]! * x)
    for (const direction of directions) {
      normalise(direction, weights, layout, normalisation, direction)
      // the gauge is linear, and the loss is the same in it: the directions are carried back, the origin and all runs stay where they are
      if (gauge === 'balanced') for (let i = 0; i < direction.length; i++) direction[i] = direction[i]! / factors[i]!
    }
  }
  return { origin, directions, facts }
}
