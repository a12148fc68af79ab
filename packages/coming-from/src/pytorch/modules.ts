import type { Group } from '../page.js';

const always = 'always so';
const none = 'there is none';

export const modules: Group = {
  title: 'Modules',
  prefix: 'nn.',
  intro: [
    'A `Module` is a class with `forward`. What its fields hold is registered: variables are parameters or buffers, modules are',
    'children, also in arrays and maps.',
  ].join('\n'),
  rows: [
    { there: 'Module', here: 'Module' },
    {
      there: 'Module.forward',
      here: 'Module.forward',
      note: 'Called by its name: `model.forward(x)`.',
    },
    { there: 'Module.train', here: 'Module.train' },
    { there: 'Module.eval', here: 'Module.eval' },
    { there: 'Module.apply', here: 'Module.apply', options: { fn: 'visit' } },
    { there: 'Module.parameters', here: 'Module.parameters', options: { recurse: always } },
    {
      there: 'Module.named_parameters',
      here: 'Module.namedParameters',
      options: { prefix: none, recurse: always, remove_duplicate: always },
      note: 'A `Map` from dotted paths to variables.',
    },
    { there: 'Module.buffers', here: 'Module.buffers', options: { recurse: always } },
    {
      there: 'Module.named_buffers',
      here: 'Module.namedBuffers',
      options: { prefix: none, recurse: always, remove_duplicate: always },
    },
    { there: 'Module.children', here: 'Module.children' },
    { there: 'Module.modules', here: 'Module.modules', options: { remove_duplicate: always } },
    {
      there: ['Module.named_children', 'Module.named_modules'],
      note: 'The names are those of the fields; `namedParameters()` has whole paths.',
    },
    {
      there: 'Module.requires_grad_',
      here: 'Module.requiresGrad',
      options: { requires_grad: 'flag' },
    },
    {
      there: 'Module.state_dict',
      here: 'Module.stateDict',
      options: { destination: none, prefix: none, keep_vars: none },
      note: 'The tensors are clones, which you dispose of.',
    },
    {
      there: 'Module.load_state_dict',
      here: 'Module.loadStateDict',
      options: {
        state_dict: 'state',
        strict: 'strict',
        assign: 'never: values are copied into the variables',
      },
      note: 'A weight of `Linear` saved by PyTorch has to be transposed.',
    },
    {
      there: ['Module.register_parameter', 'Module.add_module', 'Module.register_module'],
      note: 'Assign to a field.',
    },
    {
      there: 'Module.register_buffer',
      here: 'buffer',
      options: { name: 'that of the field', persistent: always },
    },
    {
      there: ['Module.get_submodule', 'Module.set_submodule'],
      note: 'Fields are plain ones: `model.encoder.layers[0]`.',
    },
    {
      there: 'Module.get_parameter',
      here: 'Module.namedParameters',
      options: { target: '`.get(path)`' },
    },
    {
      there: 'Module.get_buffer',
      here: 'Module.namedBuffers',
      options: { target: '`.get(path)`' },
    },
    {
      there: ['Module.get_extra_state', 'Module.set_extra_state'],
      here: 'HostInteger',
      options: { state: 'an integer; a field like any other' },
    },
    {
      there: 'Module.zero_grad',
      note: 'Gradients are not kept in parameters.',
    },
    {
      there: [
        'Module.to',
        'Module.to_empty',
        'Module.cuda',
        'Module.ipu',
        'Module.xpu',
        'Module.mtia',
        'Module.cpu',
        'Module.share_memory',
      ],
      here: 'tf.setBackend',
      options: { device: '`backendName`', recurse: always },
      note: 'The backend of TensorFlow.js holds all tensors.',
    },
    {
      there: ['Module.type', 'Module.float', 'Module.double', 'Module.half', 'Module.bfloat16'],
      note: 'Parameters are float32.',
    },
    {
      there: [
        'Module.register_forward_pre_hook',
        'Module.register_forward_hook',
        'Module.register_full_backward_pre_hook',
        'Module.register_full_backward_hook',
        'Module.register_backward_hook',
        'Module.register_state_dict_pre_hook',
        'Module.register_state_dict_post_hook',
        'Module.register_load_state_dict_pre_hook',
        'Module.register_load_state_dict_post_hook',
      ],
      note: 'There are no hooks. A module that wraps another one sees what goes in and comes out; `tf.customGrad` sees gradients.',
    },
    { there: 'Module.extra_repr', note: 'Not there.' },
    {
      there: 'Module.compile',
      note: 'Update rules are compiled by themselves; a `forward` runs as TensorFlow.js runs it.',
    },
    {
      there: ['utils.parameters_to_vector', 'utils.vector_to_parameters'],
      note: 'Not there: `tf.concat` and `tf.split` of parameters reshaped to `[-1]`.',
    },
    { there: 'utils.skip_init', note: 'Not there.' },
  ],
};

export const others: Group = {
  title: 'Seeds and files',
  rows: [
    {
      there: 'manual_seed',
      here: 'seed',
      options: { seed: 'value' },
      note: 'Layers made afterwards draw from it.',
    },
    {
      there: 'save',
      here: 'encodeSafetensors',
      options: {
        obj: 'tensors',
        f: 'gives bytes, which you write where you like',
        pickle_module: none,
        pickle_protocol: none,
      },
      note: 'Safetensors, which PyTorch reads with the package `safetensors`.',
    },
    {
      there: 'load',
      here: 'decodeSafetensors',
      options: {
        f: '`bytes`',
        map_location: none,
        pickle_module: none,
        weights_only: always,
        mmap: none,
      },
      note: 'A file can hold tensors only, so it can run nothing.',
    },
  ],
};
