import { count, formatValue } from '../../numbers.ts'

const n = (value: number): string => formatValue(value, 3)
const whole = (value: number): string => formatValue(value, 6)

export const efficiencyOfMethods = {
  title: 'Cost per sample used',
  summary: 'Gradient descent, SGD and mini-batches on California housing: how far each gets with the same number of observations.',
  question: 'Which method lowers the cost fastest for each observation that it reads, and how does that change with the size of the data?',
  source: 'Thesis 5.2, Table 5.1, Figure 5.6',
  methods: { sgd: 'SGD', 'mini-batch': 'Mini-batch', 'gradient-descent': 'Gradient descent' } as Readonly<Record<string, string>>,
  curves: (size: number) => `Cost against observations, ${whole(size)} samples`, updates: (size: number) => `Cost against steps taken, ${whole(size)} samples`, tuning: (size: number) => `Tuning, ${whole(size)} samples`,
  observations: 'observations read, in epochs', steps: 'steps', cost: 'training cost', stepSize: 'step size', finalCost: 'cost after the last epoch',
  table51: 'tuned in Table 5.1',
  nothing: 'No run has ended yet.',
  best: (size: number, method: string, cost: number, worst: string, worstCost: number) => `With ${whole(size)} samples ${method} ends lowest, at ${n(cost)}, and ${worst} highest, at ${n(worstCost)}.`,
  gdClaim: 'Gradient descent ends below SGD at 10,000 samples.',
  gdFound: (gd: number, sgd: number) => `Gradient descent ${n(gd)}, SGD ${n(sgd)}.`,
  bestClaim: 'Another method than SGD ends lowest at 10,000 samples.',
  bestFound: (method: string, cost: number) => `Lowest: ${method}, ${n(cost)}.`,
  tableClaim: 'More than one of nine tuned step sizes is neither that of Table 5.1 nor its neighbour on the grid.',
  tableFound: (near: number, of: number) => `${near} of ${count(of, 'tuned step size')} are.`,
  tableOff: (list: readonly string[]) => `Not: ${list.join('; ')}.`,
  off: (method: string, size: number, ours: number, theirs: number) => `${method} at ${whole(size)}, ${n(ours)} here and ${n(theirs)} there`,
  open: 'Needs the whole grid at this size.',
  hypotheses: { fair: 'Every method reads the same number of observations', fairFound: (epochs: number) => `${count(epochs, 'epoch')} each`, lipschitz: 'The gradient is Lipschitz', lipschitzFound: 'no: a network of six layers' },
  caveats: {
    seed: 'One run for each setting, tuned on the training cost of the same seed that is reported, as in the thesis: the winner is a little lucky.',
    fair: 'Fair by observations, not by time: a mini-batch of 50 costs less than 50 single steps on most machines. The second picture counts steps instead.',
    scale: 'Inputs and target are standardised, which the text does not say: a cost of 1 predicts the mean.',
    replacement: 'Batches are drawn with replacement, as in the thesis\'s code.',
    table: 'The thesis\'s curves are not among its stored results; only its tuned step sizes can be compared.',
  },
  columns: ['samples', 'method', 'step size', 'epoch', 'steps', 'cost', 'step size in Table 5.1'],
}
