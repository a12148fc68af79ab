/** What an optimizer is, and when to take it, in Chinese, by its name in the catalogue. */
export const optimizers: Readonly<
  Record<string, { readonly summary: string; readonly when: string }>
> = {
  acprop: {
    summary: '用到上一步为止的梯度“意外程度”来除当前梯度：分母与当前梯度无关，分子也不取平均。',
    when: '梯度噪声大、AdamW 不稳定时可以一试；论文之外的使用经验很少，请与 AdamW 对照。',
  },
  adabelief: {
    summary: '梯度与其均值的预测相符时迈大步，出乎意料时迈小步的 Adam。',
    when: '梯度噪声大而方向稳定时可代替 Adam；它的 ε 比 Adam 的更要紧。',
  },
  adadelta: {
    summary: '步长与最近走过的步子相当，因而无需选择学习率。',
    when: '适合复现早期结果；如今若不想调学习率，`Prodigy` 效果更好。',
  },
  adafactor: {
    summary: '用平方均值去除，但矩阵只保留各行、各列的均值；步长与参数大小成正比。',
    when: 'Adam 的状态放不进内存时使用，例如大的嵌入表和很宽的层。',
  },
  adagrad: {
    summary: '除以全部梯度平方之和的平方根：动得多的参数以后动得少。',
    when: '适合稀疏特征和凸损失；在深层网络中步长衰减得太早。',
  },
  adam: {
    summary: '用梯度及其平方的滑动平均来确定步长。',
    when: '不需要权重衰减或要复现已有结果时使用；需要权重衰减请用 `AdamW`。',
  },
  adamax: {
    summary: '用缓慢遗忘的历史最大梯度代替均方根的 Adam。',
    when: '个别梯度远大于其他梯度时使用，例如嵌入表。',
  },
  adamw: {
    summary: '权重衰减与梯度解耦的 Adam。',
    when: '大多数网络的首选，配合预热和逐渐下降的学习率。',
  },
  'adamw-8bit': {
    summary: '状态只占 8 位的 `AdamW`：内存是原来的四分之一，在 WebGL 上是三分之一。',
    when: 'AdamW 合适但状态太大时使用；小参数仍保留完整精度的状态。',
  },
  adan: {
    summary: '带 Nesterov 动量的 Adam，依据梯度的变化向前看。',
    when: '视觉模型或大批量训练、且有余力调参时使用；它的状态是 Adam 的两倍。',
  },
  ademamix: {
    summary: '多保留一个慢速均值的 Adam，能记住上万步之前的梯度。',
    when: '适合几万步以上的长训练；训练短时慢速均值来不及起作用。',
  },
  adopt: {
    summary: '只用过去的梯度作分母的 Adam，任何 β₂ 都能收敛。',
    when: 'Adam 难以收敛，或必须把 β₂ 调到接近 1 时使用。',
  },
  asgd: {
    summary: '步长逐渐下降的随机梯度下降，同时维护权重的平均。',
    when: '适合梯度有噪声的凸问题；训练网络时，SGD 外加权重平均更好用。',
  },
  'd-adapt-adam': {
    summary:
      '采用 D-Adaptation 的 Adam：步长是到解的距离的下界，边训练边估计。后继者 `Prodigy` 适应得更快。',
    when: '用于与原论文对照；`Prodigy` 能更快找到步长。',
  },
  fromage: {
    summary: '每个参数都按相同比例移动，因而不需要其他调参。',
    when: '除学习率外不想再调任何东西时使用，例如各部分需要步调一致的生成模型。',
  },
  ftrl: {
    summary: '跟随正则化领先者，每个元素有自己的步长：用于稀疏线性模型。',
    when: '适合特征极多而稀疏的线性模型，可使权重恰好为零。',
  },
  lamb: {
    summary: 'Adam 的步子，但长度与各参数自身大小相称：用于大批量训练。',
    when: '批量达到数千以上时使用；小批量时 AdamW 就够了。',
  },
  lars: {
    summary: '步长与各参数自身大小相称的 SGD：用于大批量训练。',
    when: '以数千以上的批量训练卷积网络时使用；小批量时 `SGD` 就够了。',
  },
  lbfgs: {
    summary:
      'L-BFGS：拟牛顿法，从最近的梯度中了解损失的曲率。在适合它的问题上只需几十次梯度，而其他优化器要几千次。',
    when: '适合小模型和没有噪声的光滑损失：每次用全部数据，不用丢弃法。',
  },
  lion: {
    summary: '按梯度均值的符号迈等长的步子：状态是 Adam 的一半。',
    when: '内存紧张、批量较大时使用；学习率要比 AdamW 小 3 到 10 倍。',
  },
  'lion-8bit': {
    summary: '状态只占 8 位的 `Lion`：内存是原来的四分之一，在 WebGL 上是三分之一。',
    when: '`Lion` 合适但连它的状态也嫌大时使用。',
  },
  mars: {
    summary: '在方差更小的梯度上运行的 AdamW：每个梯度都按它与上一个梯度之差作修正。',
    when: '论文中的效果是在语言模型上测得的；其他任务请与 AdamW 对照。',
  },
  muon: {
    summary: '用于矩阵的动量法，每一步的全部奇异值都接近 1。',
    when: '用于 Transformer 和多层网络的隐藏层矩阵，其余参数交给 AdamW。',
  },
  nadam: {
    summary: '带 Nesterov 动量的 Adam：多看均值的下一步。',
    when: '适合 Adam 的地方都可以用；差别不大。',
  },
  novograd: {
    summary: '先把每个参数的梯度缩放到长度 1 再做动量，状态是 Adam 的一半。',
    when: '适合大批量训练的语音和视觉模型，状态只有 Adam 的一半。',
  },
  prodigy: {
    summary: '边训练边估计步长的 AdamW：不必寻找学习率。',
    when: '不知道该用多大学习率时使用；γ 保持为 1，再用余弦调度让它下降。',
  },
  'prox-adam': {
    summary: '用于带 L1 惩罚的损失的 Adam，近端步采用每个元素自己的步长。',
    when: '需要稀疏权重时使用：L1 惩罚会得到恰好为零的权重。',
  },
  radam: {
    summary: '只在梯度平方均值可信的程度上自适应的 Adam，因而不需要预热。',
    when: 'Adam 在初期发散而又不想做预热时使用。',
  },
  rmsprop: {
    summary: '除以梯度的滑动均方根。',
    when: '适合循环网络和强化学习，那里梯度的均值会滞后。',
  },
  rprop: {
    summary: '每个元素有自己的步长：梯度符号不变时变大，改变时变小；梯度大小无关紧要。',
    when: '适合用全部数据求梯度的小网络；分批训练时符号会随机变化。',
  },
  'schedule-free-adamw': {
    summary: '不需要学习率调度也能收尾的 AdamW：动量和学习率的下降都由一个平均来完成。',
    when: '事先不知道要训练多久时使用；别忘了调用 `eval()` 和 `train()`。',
  },
  'schedule-free-sgd': {
    summary: '不需要学习率调度也能收尾的 SGD：学习率下降的作用由每一步的平均来完成。',
    when: '适合用 SGD 而事先不知道要训练多久时使用；别忘了调用 `eval()` 和 `train()`。',
  },
  sgd: {
    summary: '随机梯度下降，可以带动量。',
    when: '带动量的 SGD 适合卷积网络，以及学习率早已调好的场合；状态最少。',
  },
  shampoo: {
    summary: '为参数的每个维度配一个矩阵的 Adagrad：以小矩阵的代价做大矩阵的事。',
    when: '单步代价高、矩阵大小适中，计算统计量的根划得来时使用。',
  },
  signum: {
    summary: '按梯度均值的符号迈等长的步子，或按梯度本身的符号（SignSGD）。',
    when: '机器之间只传梯度符号，或研究符号步时使用。',
  },
  sm3: {
    summary: '矩阵的每行、每列只存一个数而不是每个元素一个数的 Adagrad。',
    when: '适合 Adagrad 但状态太大的超大嵌入表。',
  },
  soap: {
    summary: '在 Shampoo 统计量的特征基中运行的 Adam。',
    when: '训练 Transformer，愿意用更长的单步时间换更少的步数时使用。',
  },
  'sophia-g': {
    summary: '用曲率的估计去除动量，步子太大时截断。',
    when: '适合以交叉熵训练、能从模型自身抽取标签的语言模型。',
  },
  'sophia-h': {
    summary: '用曲率的估计去除动量，适用于任何损失：采用 Hutchinson 估计的 `SophiaG`。',
    when: '曲率有用而损失不是交叉熵时使用；每次估计要多算两次梯度。',
  },
  'sparse-adam': {
    summary: '用于每步只用到少数几行的表（例如嵌入）的 Adam：其余各行及其均值保持不变。',
    when: '用于大的嵌入表，模型其余部分用 AdamW。',
  },
  tiger: {
    summary: '只有一个衰减率的 Lion：规则与 `Signum` 相同，默认值取自其作者。',
    when: '内存最紧张时使用：只有一个均值、一个衰减率，步子等长。',
  },
  yogi: {
    summary: 'v 的增减都不超过梯度平方的 Adam，步子不会突然变长。',
    when: 'Adam 过快忘掉大梯度时使用，例如梯度稀疏的场合。',
  },
};
