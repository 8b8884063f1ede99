/** Points, directions and planes as specs say them. The recipes themselves stand in recipes/; the numbers that they stand for are made in recipes/make.ts. */
import { either, type Field, type Reader } from '#spec/field.ts'
import { type Catalogue, catalogue } from '#spec/kind.ts'
import { directionKinds } from './recipes/direction-kinds.ts'
import { pointKinds } from './recipes/point-kinds.ts'
import { directionField, type DirectionRecipe, fitsDim, isNumbers, numbers, pointField, type PlaneRecipe, type PointRecipe, provideForms, type RecipeFace, type RecipeKind, scalingFields } from './recipes/recipe.ts'

export { directionField, pointField, scalingFields }
export type { DirectionRecipe, PlaneRecipe, PointRecipe }

export const pointRecipes: Catalogue<RecipeFace> = catalogue<RecipeKind>('point', pointKinds)
export const directionRecipes: Catalogue<RecipeFace> = catalogue<RecipeKind>('direction', directionKinds)

const forms = ({ name, field }: Catalogue<RecipeFace>): Field<PointRecipe> => either<PointRecipe>([
  { accepts: Array.isArray, field: numbers },
  { accepts: (value) => typeof value === 'object' && value !== null, field },
], `a list of numbers or a ${name} ({"kind": ...})`)
provideForms(forms(pointRecipes), forms(directionRecipes))

/** Notes what does not suit a landscape of `dim` parameters, before anything is computed: for an experiment's `check`. */
export const pointFits = (recipe: PointRecipe, dim: number, reader: Reader): void => recipeFits(pointRecipes, recipe, dim, reader)
/** The same for a direction. */
export const directionFits = (recipe: DirectionRecipe, dim: number, reader: Reader): void => recipeFits(directionRecipes, recipe, dim, reader)

function recipeFits(recipes: Catalogue<RecipeFace>, recipe: PointRecipe, dim: number, reader: Reader): void {
  if (isNumbers(recipe)) {
    fitsDim(recipe, dim, reader)
    return
  }
  recipes.get(recipe.kind).fits?.(recipe, dim, reader, {
    point: (inner, at) => pointFits(inner, dim, at),
    direction: (inner, at) => directionFits(inner, dim, at),
    plane: (inner, at) => planeFits(inner, dim, at),
  })
}

/** Notes what is wrong with a plane through `dim` parameters. */
export function planeFits({ origin, directions, normalisation, gauge = 'none' }: PlaneRecipe, dim: number, reader: Reader): void {
  pointFits(origin, dim, reader.at('origin'))
  directions.forEach((direction, i) => directionFits(direction, dim, reader.at('directions').at(i)))
  if (gauge !== 'none' && normalisation === 'none') reader.at('gauge').fault('expected "none" without a normalisation: the gauge is that in which directions are normalised')
}
