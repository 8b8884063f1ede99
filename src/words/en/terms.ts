/** Two-line definitions, with their formula. */
export interface Term { readonly name: string; readonly text: string; readonly tex?: string }

export const terms = {
  stepSize: { name: 'Step size', text: 'How far one step goes: the gradient is multiplied by it. Elsewhere it is called the learning rate.', tex: String.raw`\theta_{k+1} = \theta_k - \alpha\,\nabla f(\theta_k)` },
  loss: { name: 'Loss', text: 'What the run is to make small: a formula of two parameters, or the mean over all samples of how far a model is off.', tex: String.raw`f(\theta) = \tfrac1n\sum_{i=1}^n f_i(\theta)` },
  L: { name: 'L, the sharpness', text: 'The largest curvature of the loss at the point where this run is now: the largest eigenvalue of the Hessian. It does not depend on the zoom.', tex: String.raw`L = \lambda_{\max}\bigl(\nabla^2 f(\theta)\bigr)` },
  limit: { name: '2/L', text: 'On a bowl of curvature L, a larger step overshoots by more than it came: gradient descent grows instead of shrinking. Up to 1/L it does not overshoot at all.', tex: String.raw`|1 - \alpha L| < 1 \iff \alpha < 2/L` },
  gradientNorm: { name: 'Gradient norm', text: 'The length of the gradient: how steep the loss is. It is 0 at minima, maxima and saddles alike.', tex: String.raw`\lVert\nabla f(\theta)\rVert_2` },
  curvature: { name: 'Curvatures', text: 'The eigenvalues of the Hessian: how fast the slope changes along its principal directions. A negative one curves downward.', tex: String.raw`\nabla^2 f(\theta)\,v = \lambda v` },
  conditionNumber: { name: 'Condition number', text: 'The largest curvature at a minimum divided by the smallest: how narrow the valley is. Gradient descent needs about that many steps.', tex: String.raw`\kappa = \lambda_{\max}/\lambda_{\min}` },
  spectrum: { name: 'Spectrum of the Hessian', text: 'All its eigenvalues: along their directions the loss bends up, lies flat or bends down. Flat are those below a millionth of the largest.', tex: String.raw`\nabla^2 f(\theta)\,v_i = \lambda_i v_i` },
  flatness: { name: 'Flatness of the gradient', text: 'How much of the gradient the Hessian leaves, of all that it could. Near 0 the length of the gradient has no slope here, although the loss has one.', tex: String.raw`\lVert Hg\rVert / (\lVert H\rVert\,\lVert g\rVert)` },
  index: { name: 'Index', text: 'The number of directions in which the loss curves downward: 0 at a minimum, all of them at a maximum, between at a saddle.', tex: String.raw`\#\{\,i : \lambda_i < 0\,\}` },
  saddle: { name: 'Saddle', text: 'A point without slope that curves upward in some directions and downward in others.', tex: String.raw`\nabla f = 0,\quad \lambda_{\min} < 0 < \lambda_{\max}` },
  basin: { name: 'Basin', text: 'All the points from which a ball that rolls without inertia ends in the same minimum. Watersheds divide basins.', tex: String.raw`\dot\theta = -\nabla f(\theta)` },
  momentum: { name: 'Momentum', text: 'The step follows a buffer that keeps the share beta of itself and takes in the gradient: steps that agree add up, steps that alternate cancel.', tex: String.raw`m \leftarrow \beta m + g,\quad \theta \leftarrow \theta - \alpha m` },
  epoch: { name: 'Epoch', text: 'As many gradient evaluations as there are samples: one look at all the data.', tex: String.raw`n \text{ of } \nabla f_i` },
  batch: { name: 'Batch', text: 'The samples that one step reads. A batch of 1 is stochastic gradient descent; all samples make gradient descent.', tex: String.raw`\tfrac1{|B|}\sum_{i\in B}\nabla f_i(\theta)` },
  sampler: { name: 'Sampler', text: 'How batches are drawn: every sample on its own from all of them, or shuffled, so that every epoch passes through all samples once.', tex: String.raw`B_k \subset \{1, \ldots, n\}` },
  seed: { name: 'Seed', text: 'The number that all random draws come from. Equal seeds draw equal batches, so a run can be repeated bit for bit.', tex: String.raw`\text{seed} \mapsto B_0, B_1, B_2, \ldots` },
  noiseFloor: { name: 'Noise floor', text: 'With steps of a fixed size the noise of the batches is never used up: the loss wanders about a level above the minimum, the higher the larger the step.', tex: String.raw`\mathbb{E} f - f^* \approx \tfrac{\alpha}{4}\operatorname{tr}\operatorname{Cov}(g_B)` },
  rayleigh: { name: 'Curvature along the gradient', text: 'The Rayleigh quotient R of the Hessian and the gradient. A step along the gradient is predicted to go down exactly while the step size is below 2/R.', tex: String.raw`R = \frac{g^\top H g}{g^\top g}` },
  valley: { name: 'Valley line', text: 'The path that runs down from a saddle to the minima on either side. It is also called the thalweg.', tex: String.raw`\dot\theta = -\nabla f(\theta),\ \theta(-\infty) = \text{saddle}` },
  watershed: { name: 'Watershed', text: 'The line that runs up from a saddle. On either side of it a ball that rolls without inertia ends in another minimum.', tex: String.raw`\dot\theta = +\nabla f(\theta),\ \theta(-\infty) = \text{saddle}` },
  schedule: { name: 'Schedule', text: 'A rule that changes the step size as the steps go by.', tex: String.raw`\alpha_k,\ k = 0, 1, 2, \ldots` },
  slice: { name: 'Slice', text: 'The map shows a plane through a space of many parameters. Runs leave the plane; their paths are drawn as shadows on it.', tex: String.raw`f(\theta^* + a\,d_1 + b\,d_2)` },
} satisfies Record<string, Term>
