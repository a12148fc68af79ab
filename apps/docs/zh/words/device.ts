import type { Words } from '../../en/words/index.js';

/** Words of the page that checks the device of a visitor, in Chinese. */
export const device: Words['device'] = {
  backends: '后端',
  run: '检测这台设备',
  again: '重新检测',
  stop: '停止',
  idle: '在你点击之前不会运行任何东西。每个后端需要几秒到几十秒。',
  working: {
    start: (backend) => `${backend}：正在加载和启动`,
    precision: (backend) => `${backend}：正在检查数值`,
    laws: (backend) => `${backend}：正在验证规则`,
    speed: (backend) => `${backend}：正在计时`,
  },
  done: '所有后端均已检测完毕。',
  stopped: '已停止。已完成的后端列在下方。',
  failed: (message) => `检测因错误而中断：${message}`,
  progress: '进度',
  unknown: '未检测',

  numbers: '数值',
  numbersNote: '张量和优化器状态保留的精度，以及除法和平方根与最接近的 float32 相差多少。',
  backend: '后端',
  tensors: '张量',
  state: '优化器状态',
  subnormals: '次正规数',
  quotient: '除法',
  root: '平方根',
  format: (bits) => (bits === 23 ? 'float32' : bits === 10 ? 'float16' : `${bits + 1} 位`),
  kept: '保留',
  flushed: '变为 0',
  error: (ulps) => (ulps === 0 ? '精确' : `≤ ${ulps} ulp`),
  missing: {
    webassembly: '不可用：此浏览器不支持 WebAssembly。',
    webgl2: '不可用：此浏览器无法在 worker 中使用 WebGL 2。',
    webgpu: '不可用：此浏览器没有 WebGPU，或者本页不是通过 HTTPS 打开的。',
    gpu: '不可用：WebGPU 找不到可用的图形处理器。',
    adapter: '不可用：Nadir 的适配器不接受这台设备。',
    other: '不可用：无法启动。',
  },

  lawsTitle: '规则',
  lawsNote: '@nadir/conformance 中针对十种优化器运行的测试，以及其中通过的数目。',
  law: '规则',
  laws: {
    computesOperations: '每种运算都符合 IEEE 754，包括无穷大和 NaN',
    reduces: '任意多项的求和与最大值',
    sumsManyTerms: '数千个样本的损失与少量样本一样精确',
    passesInputsAndOutputs: '程序之间互不共享、互不覆盖数据',
    drawsRandomBits: '相同的种子得到相同的随机位',
    drawsDropoutMasks: '丢弃法的掩码与 JAX 一致',
    equalsInterpreter: '优化器的每一步都与其公式一致',
    takesManyElements: '元素很多的张量也是如此',
    staysWithInterpreter: '四十步之后仍然如此',
    leavesOthersAlone: '更新一步不会改变其他张量',
    skipsMissingGradients: '没有梯度就没有变化',
    savesAndRestores: '中断后续训，结果逐位相同',
    leaksNothing: '内存不会随步数增长',
    handlesNonFinite: '遇到 NaN 的一步按设置报错或跳过',
  },
  passed: (passed, all) => `${passed} / ${all}`,
  leftOut: (count) => `在次正规数变为 0 的后端上，略去了 ${count} 个测试。`,
  sixteenBits: (backend) =>
    `${backend} 在这台设备上的张量只有 16 位，而规则以 32 位比较，因此没有验证。`,
  failures: (count) => `${count} 个测试未通过`,

  speedTitle: '每秒步数',
  speedNote: (parameters) =>
    `在给定梯度下，对 784–256–10 感知机的 ${parameters} 个权重执行 Adam 更新。Nadir 与 tf.train.adam 在同一次运行中交替计时，共九轮；比值取各轮的中位数。设备上的其他程序会影响每秒步数，但对比值影响较小。`,
  nadir: 'Nadir',
  ratio: '比值',
  times: (ratio) => `${ratio} 倍`,

  result: '结果',
  resultNote:
    '检测结果的 JSON，可附在问题报告中。其中包含浏览器和图形处理器的名称，不会发送到任何地方。',
  copy: '复制 JSON',
};
