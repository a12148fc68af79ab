import type { Words } from '../../en/words/index.js';

/** Words of the figures, in Chinese. */
export const figures: Words['figures'] = {
  momentum: {
    title: '峡谷中的路径',
    plain: '无动量',
    withMomentum: '有动量',
    nesterov: 'Nesterov',
    minimum: '最小值',
    momentum: '动量',
    learningRate: '学习率',
    conditionNumber: '条件数',
    useNesterov: 'Nesterov 动量',
    across: '平缓方向',
    up: '陡峭方向',
    step: '步数',
    settles: (steps, turns) =>
      turns === 0
        ? `走 ${steps} 步后，到最小值的距离只剩起点的 1%，途中没有冲过头。`
        : `走 ${steps} 步后，到最小值的距离只剩起点的 1%，途中冲过头 ${turns} 次。`,
    never: (steps) => `走了 ${steps} 步，到最小值的距离仍超过起点的 1%。`,
    diverges: '步子越来越大：学习率太大了。',
    plainSettles: (steps) => `不用动量要走 ${steps} 步。`,
    plainNever: (steps) => `不用动量，${steps} 步之内走不到。`,
  },
  optimizerPath: {
    title: (optimizer) => `${optimizer} 在曲面上的路径`,
    surface: '曲面',
    surfaces: {
      quadratic: '峡谷',
      rosenbrock: 'Rosenbrock 山谷',
      himmelblau: 'Himmelblau 的四个最小值',
      beale: 'Beale 平原',
    },
    startOf: (axis) => `起点 ${axis}`,
    step: '步数',
    descends: (steps, first, last) =>
      `走 ${steps} 步，高度从 ${first} 降到 ${last}。点击曲面可以换一个起点。`,
    diverges: '步子越来越大：对这个曲面来说，这些选项太激进了。',
  },
  race: {
    title: '四个优化器的赛跑',
    tiny: '不到 0.000001',
    step: '步数',
    leads: (step, leader, height) =>
      `走 ${step} 步之后，${leader} 最低，离最小值 ${height}。点击曲面，就从那里开始一场赛跑。`,
  },
  schedule: {
    title: (name) => `调度 ${name}`,
    step: '步数',
    value: '值',
  },
  scheduleEditor: {
    title: '依次连接几个调度',
    kind: '调度',
    add: '增加一段',
    remove: '删除',
    part: (position) => `第 ${position} 段`,
    lasts: '本段步数',
  },
  regularizer: {
    title: (name) => `${name} 作用下的两个权重`,
    penalty: '只有惩罚项时走四十步；圆点是每对权重的终点。',
    constraint: '只有约束时走一步：每对权重移到允许范围内最近的点。',
    columns: ['之前的 w₁', '之前的 w₂', '之后的 w₁', '之后的 w₂'],
  },
  lbfgsPath: {
    iteration: '迭代',
    descends: (iterations, evaluations, first, last) =>
      `迭代 ${iterations} 次，计算梯度 ${evaluations} 次，高度从 ${first} 降到 ${last}。点击曲面可以换一个起点。`,
  },
};
