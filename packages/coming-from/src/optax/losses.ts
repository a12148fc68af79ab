import type { Group } from '../page.js';

const ofTensorFlow =
  'An operation of TensorFlow.js. Its mean is over the weights that are not 0; optax gives a loss for each example.';
const where = 'multiply by a mask';
const last = 'always the last';

export const losses: Group = {
  title: 'Losses',
  intro:
    'Losses here are means over the batch, scalars; those of optax are one number for each example.',
  rows: [
    {
      there: 'softmax_cross_entropy_with_integer_labels',
      here: 'crossEntropy',
      options: { axis: last, where: '`ignoredLabel`' },
    },
    {
      there: ['softmax_cross_entropy', 'safe_softmax_cross_entropy'],
      here: 'crossEntropy',
      options: { axis: last, where: 'leave examples out of the batch' },
      note: 'Labels are probabilities, float32. Huge logits are safe.',
    },
    {
      there: 'smooth_labels',
      here: 'crossEntropy',
      options: { alpha: 'labelSmoothing', axis: last, where: '`ignoredLabel`' },
    },
    {
      there: 'squared_error',
      here: 'meanSquaredError',
      note: 'The mean, and nothing is broadcast.',
    },
    { there: 'l2_loss', here: 'meanSquaredError', note: 'optax has half of it.' },
    {
      there: 'huber_loss',
      here: 'tf.losses.huberLoss',
      options: { targets: 'labels' },
      note: ofTensorFlow,
    },
    {
      there: 'sigmoid_binary_cross_entropy',
      here: 'tf.losses.sigmoidCrossEntropy',
      options: { labels: 'multiClassLabels' },
      note: ofTensorFlow,
    },
    {
      there: ['cosine_distance'],
      here: 'tf.losses.cosineDistance',
      options: { targets: 'labels', epsilon: 'there is none', where },
      note: `${ofTensorFlow} It wants vectors of length 1, optax divides by their norms.`,
    },
    {
      there: 'hinge_loss',
      here: 'tf.losses.hingeLoss',
      options: { predictor_outputs: 'predictions', targets: 'labels' },
      note: `${ofTensorFlow} Labels are 0 and 1; optax has −1 and 1.`,
    },
    {
      there: [
        'convex_kl_divergence',
        'cosine_similarity',
        'ctc_loss',
        'ctc_loss_with_forward_probs',
        'generalized_kl_divergence',
        'kl_divergence',
        'log_cosh',
        'ntxent',
        'sigmoid_focal_loss',
        'losses.binary_dice_loss',
        'losses.dice_loss',
        'losses.kl_divergence_with_log_targets',
        'losses.make_fenchel_young_loss',
        'losses.multiclass_generalized_dice_loss',
        'losses.multiclass_hinge_loss',
        'losses.multiclass_perceptron_loss',
        'losses.multiclass_sparsemax_loss',
        'losses.perceptron_loss',
        'losses.poly_loss_cross_entropy',
        'losses.ranking_softmax_loss',
        'losses.sparsemax_loss',
        'losses.triplet_margin_loss',
      ],
      note: 'Not there. An optimizer takes any function that computes a scalar with operations of TensorFlow.js.',
    },
  ],
};

export const projections: Group = {
  title: 'Projections',
  prefix: 'projections.',
  intro: [
    'A constraint is a proximal operator, an option of every optimizer: `proximal: l2Ball(1)` projects after each step. It takes',
    "each unit of a weight by itself, or with `units: 'tensor'` all of it; optax takes all parameters for one vector.",
  ].join('\n'),
  rows: [
    {
      there: 'projection_box',
      here: 'box',
      options: { tree: 'the parameters', lower: 'low', upper: 'high' },
    },
    {
      there: 'projection_hypercube',
      here: 'box',
      options: { tree: 'the parameters', scale: '`box(0, scale)`' },
    },
    {
      there: 'projection_linf_ball',
      here: 'box',
      options: { tree: 'the parameters', scale: '`box(-scale, scale)`' },
    },
    {
      there: 'projection_halfspace',
      here: 'halfspace',
      options: { x: 'the parameters', a: 'normal', b: 'offset' },
    },
    {
      there: 'projection_hyperplane',
      here: 'hyperplane',
      options: { x: 'the parameters', a: 'normal', b: 'offset' },
    },
    {
      there: 'projection_l1_ball',
      here: 'l1Ball',
      options: { tree: 'the parameters', scale: 'radius' },
    },
    {
      there: 'projection_l1_sphere',
      here: 'l1Sphere',
      options: { tree: 'the parameters', scale: 'radius' },
    },
    {
      there: 'projection_l2_ball',
      here: 'l2Ball',
      options: { tree: 'the parameters', scale: 'radius' },
    },
    {
      there: 'projection_l2_sphere',
      here: 'l2Sphere',
      options: { tree: 'the parameters', scale: 'radius' },
    },
    { there: 'projection_non_negative', here: 'nonNegative', options: { tree: 'the parameters' } },
    {
      there: 'projection_simplex',
      here: 'simplex',
      options: { tree: 'the parameters', scale: 'total' },
    },
    { there: 'projection_vector', note: 'Not there: parameters on one line are one number.' },
  ],
};
