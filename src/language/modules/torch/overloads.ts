// The overloads that PyTorch's functions and methods show in their TypeErrors: they are more than ours (dimension
// names, out=). Written by scripts/oracle/torch-overloads.mjs; do not edit.

/** Stands for "#" in the texts below. */
const OPTIONS = "torch.dtype dtype, torch.layout layout, torch.device device, bool pin_memory, bool requires_grad";

const FUNCTIONS: Readonly<Record<string, string>> = {
  _ctc_loss:
    "(Tensor log_probs, Tensor targets, tuple of ints input_lengths, tuple of ints target_lengths, int blank, bool zero_infinity)\n(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank, bool zero_infinity)",
  add: "(Tensor input, Tensor other, *, Number alpha, Tensor out)",
  addbmm: "(Tensor input, Tensor batch1, Tensor batch2, *, Number beta, Number alpha, Tensor out)",
  addcdiv: "(Tensor input, Tensor tensor1, Tensor tensor2, *, Number value, Tensor out)",
  addcmul: "(Tensor input, Tensor tensor1, Tensor tensor2, *, Number value, Tensor out)",
  addmm: "(Tensor input, Tensor mat1, Tensor mat2, *, Number beta, Number alpha, Tensor out)",
  addmv: "(Tensor input, Tensor mat, Tensor vec, *, Number beta, Number alpha, Tensor out)",
  addmv_: "(Tensor input, Tensor mat, Tensor vec, *, Number beta, Number alpha)",
  addr: "(Tensor input, Tensor vec1, Tensor vec2, *, Number beta, Number alpha, Tensor out)",
  all: "(Tensor input, *, Tensor out)\n(Tensor input, int dim, bool keepdim, *, Tensor out)\n(Tensor input, name dim, bool keepdim, *, Tensor out)",
  any: "(Tensor input, *, Tensor out)\n(Tensor input, int dim, bool keepdim, *, Tensor out)\n(Tensor input, name dim, bool keepdim, *, Tensor out)",
  arange:
    "(Number end, *, Tensor out, #)\n(Number start, Number end, *, #)\n(Number start, Number end, Number step, *, Tensor out, #)",
  argsort:
    "(Tensor input, *, bool stable, int dim, bool descending)\n(Tensor input, int dim, bool descending)\n(Tensor input, name dim, bool descending)",
  baddbmm: "(Tensor input, Tensor batch1, Tensor batch2, *, Number beta, Number alpha, Tensor out)",
  bartlett_window: "(int window_length, *, #)\n(int window_length, bool periodic, *, #)",
  bernoulli:
    "(Tensor input, *, torch.Generator generator, Tensor out)\n(Tensor input, float p, *, torch.Generator generator)",
  bitwise_and:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other)\n(Tensor input, Number other, *, Tensor out)",
  bitwise_left_shift:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other)\n(Tensor input, Number other, *, Tensor out)",
  bitwise_or:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other)\n(Tensor input, Number other, *, Tensor out)",
  bitwise_right_shift:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other)\n(Tensor input, Number other, *, Tensor out)",
  bitwise_xor:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other)\n(Tensor input, Number other, *, Tensor out)",
  blackman_window: "(int window_length, *, #)\n(int window_length, bool periodic, *, #)",
  bucketize:
    "(Tensor input, Tensor boundaries, *, bool out_int32, bool right, Tensor out)\n(Number self, Tensor boundaries, *, bool out_int32, bool right)",
  cat: "(tuple of Tensors tensors, int dim, *, Tensor out)\n(tuple of Tensors tensors, name dim, *, Tensor out)",
  clamp: "(Tensor input, Tensor min, Tensor max, *, Tensor out)\n(Tensor input, Number min, Number max, *, Tensor out)",
  clamp_: "(Tensor input, Tensor min, Tensor max)\n(Tensor input, Number min, Number max)",
  clamp_max: "(Tensor input, Tensor max, *, Tensor out)\n(Tensor input, Number max, *, Tensor out)",
  clamp_max_: "(Tensor input, Tensor max)\n(Tensor input, Number max)",
  clamp_min: "(Tensor input, Tensor min, *, Tensor out)\n(Tensor input, Number min, *, Tensor out)",
  clamp_min_: "(Tensor input, Tensor min)\n(Tensor input, Number min)",
  clip: "(Tensor input, Tensor min, Tensor max, *, Tensor out)\n(Tensor input, Number min, Number max, *, Tensor out)",
  clip_: "(Tensor input, Tensor min, Tensor max)\n(Tensor input, Number min, Number max)",
  concat: "(tuple of Tensors tensors, int dim, *, Tensor out)\n(tuple of Tensors tensors, name dim, *, Tensor out)",
  concatenate:
    "(tuple of Tensors tensors, int dim, *, Tensor out)\n(tuple of Tensors tensors, name dim, *, Tensor out)",
  cond: "(Tensor input, Number p, *, Tensor out)\n(Tensor input, str p, *, Tensor out)",
  conv1d:
    "(Tensor input, Tensor weight, Tensor bias, tuple of ints stride, tuple of ints padding, tuple of ints dilation, int groups)\n(Tensor input, Tensor weight, Tensor bias, tuple of ints stride, str padding, tuple of ints dilation, int groups)",
  conv2d:
    "(Tensor input, Tensor weight, Tensor bias, tuple of ints stride, tuple of ints padding, tuple of ints dilation, int groups)\n(Tensor input, Tensor weight, Tensor bias, tuple of ints stride, str padding, tuple of ints dilation, int groups)",
  conv3d:
    "(Tensor input, Tensor weight, Tensor bias, tuple of ints stride, tuple of ints padding, tuple of ints dilation, int groups)\n(Tensor input, Tensor weight, Tensor bias, tuple of ints stride, str padding, tuple of ints dilation, int groups)",
  copysign: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  count_nonzero: "(Tensor input, int dim)\n(Tensor input, tuple of ints dim)",
  ctc_loss:
    "(Tensor log_probs, Tensor targets, tuple of ints input_lengths, tuple of ints target_lengths, int blank, int reduction, bool zero_infinity)\n(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank, int reduction, bool zero_infinity)",
  cummax: "(Tensor input, int dim, *, tuple of Tensors out)\n(Tensor input, name dim, *, tuple of Tensors out)",
  cummin: "(Tensor input, int dim, *, tuple of Tensors out)\n(Tensor input, name dim, *, tuple of Tensors out)",
  cumprod:
    "(Tensor input, int dim, *, torch.dtype dtype, Tensor out)\n(Tensor input, name dim, *, torch.dtype dtype, Tensor out)",
  cumsum:
    "(Tensor input, int dim, *, torch.dtype dtype, Tensor out)\n(Tensor input, name dim, *, torch.dtype dtype, Tensor out)",
  cumulative_trapezoid: "(Tensor y, Tensor x, *, int dim)\n(Tensor y, *, Number dx, int dim)",
  diagonal:
    "(Tensor input, *, name outdim, name dim1, name dim2, int offset)\n(Tensor input, int offset, int dim1, int dim2)",
  div: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Tensor other, *, str rounding_mode, Tensor out)\n(Tensor input, Number other, *, str rounding_mode)",
  divide:
    "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Tensor other, *, str rounding_mode, Tensor out)\n(Tensor input, Number other)\n(Tensor input, Number other, *, str rounding_mode)",
  dsplit: "(Tensor input, int sections)\n(Tensor input, tuple of ints indices)",
  embedding_bag:
    "(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int mode, bool sparse, Tensor per_sample_weights, bool include_last_offset, int padding_idx)\n(Tensor weight, Tensor indices, Tensor offsets, bool scale_grad_by_freq, int mode, bool sparse, Tensor per_sample_weights, bool include_last_offset)",
  empty:
    "(tuple of ints size, *, tuple of names names, torch.memory_format memory_format, #)\n(tuple of SymInts size, *, torch.memory_format memory_format, Tensor out, #)",
  eq: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  eye: "(int n, *, Tensor out, #)\n(int n, int m, *, Tensor out, #)",
  fake_quantize_per_tensor_affine:
    "(Tensor input, Tensor scale, Tensor zero_point, int quant_min, int quant_max)\n(Tensor input, float scale, int zero_point, int quant_min, int quant_max)",
  fill: "(Tensor input, Tensor value)\n(Tensor input, Number value)",
  fill_: "(Tensor input, Tensor value)\n(Tensor input, Number value)",
  flatten:
    "(Tensor input, int start_dim, int end_dim, name out_dim)\n(Tensor input, int start_dim, int end_dim)\n(Tensor input, name start_dim, name end_dim, name out_dim)\n(Tensor input, tuple of names dims, name out_dim)",
  float_power:
    "(Tensor input, Tensor exponent, *, Tensor out)\n(Number self, Tensor exponent, *, Tensor out)\n(Tensor input, Number exponent, *, Tensor out)",
  floor_divide: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other)",
  fmod: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  full: "(tuple of ints size, Number fill_value, *, tuple of names names, #)\n(tuple of SymInts size, Number fill_value, *, Tensor out, #)",
  gather:
    "(Tensor input, int dim, Tensor index, *, bool sparse_grad, Tensor out)\n(Tensor input, name dim, Tensor index, *, bool sparse_grad, Tensor out)",
  ge: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  gradient:
    "(Tensor input, *, tuple of ints dim, int edge_order)\n(Tensor input, *, Number spacing, tuple of ints dim, int edge_order)\n(Tensor input, *, Number spacing, int dim, int edge_order)\n(Tensor input, *, tuple of Scalars spacing, int dim, int edge_order)\n(Tensor input, *, tuple of Scalars spacing, tuple of ints dim, int edge_order)\n(Tensor input, *, tuple of Tensors spacing, int dim, int edge_order)\n(Tensor input, *, tuple of Tensors spacing, tuple of ints dim, int edge_order)",
  greater: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  greater_equal: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  gru: "(Tensor data, Tensor batch_sizes, Tensor hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional)\n(Tensor input, Tensor hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first)",
  gt: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  hamming_window:
    "(int window_length, *, #)\n(int window_length, bool periodic, *, #)\n(int window_length, bool periodic, float alpha, *, #)\n(int window_length, bool periodic, float alpha, float beta, *, #)",
  hann_window: "(int window_length, *, #)\n(int window_length, bool periodic, *, #)",
  histogram:
    "(Tensor input, Tensor bins, *, Tensor weight, bool density, tuple of Tensors out)\n(Tensor input, int bins, *, tuple of floats range, Tensor weight, bool density, tuple of Tensors out)",
  hsplit: "(Tensor input, int sections)\n(Tensor input, tuple of ints indices)",
  index_add:
    "(Tensor input, int dim, Tensor index, Tensor source, *, Number alpha, Tensor out)\n(Tensor input, name dim, Tensor index, Tensor source, *, Number alpha)",
  index_copy:
    "(Tensor input, int dim, Tensor index, Tensor source, *, Tensor out)\n(Tensor input, name dim, Tensor index, Tensor source)",
  index_fill:
    "(Tensor input, int dim, Tensor index, Tensor value)\n(Tensor input, name dim, Tensor index, Tensor value)\n(Tensor input, int dim, Tensor index, Number value)\n(Tensor input, name dim, Tensor index, Number value)",
  index_select:
    "(Tensor input, int dim, Tensor index, *, Tensor out)\n(Tensor input, name dim, Tensor index, *, Tensor out)",
  isin: "(Tensor elements, Tensor test_elements, *, bool assume_unique, bool invert, Tensor out)\n(Number element, Tensor test_elements, *, bool assume_unique, bool invert, Tensor out)\n(Tensor elements, Number test_element, *, bool assume_unique, bool invert, Tensor out)",
  kaiser_window:
    "(int window_length, *, #)\n(int window_length, bool periodic, *, #)\n(int window_length, bool periodic, float beta, *, #)",
  kthvalue:
    "(Tensor input, int k, int dim, bool keepdim, *, tuple of Tensors out)\n(Tensor input, int k, name dim, bool keepdim, *, tuple of Tensors out)",
  le: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  lerp: "(Tensor input, Tensor end, Tensor weight, *, Tensor out)\n(Tensor input, Tensor end, Number weight, *, Tensor out)",
  less: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  less_equal: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  log_softmax:
    "(Tensor input, int dim, torch.dtype dtype, *, Tensor out)\n(Tensor input, name dim, *, torch.dtype dtype)",
  logcumsumexp: "(Tensor input, int dim, *, Tensor out)\n(Tensor input, name dim, *, Tensor out)",
  logsumexp:
    "(Tensor input, tuple of ints dim, bool keepdim, *, Tensor out)\n(Tensor input, tuple of names dim, bool keepdim, *, Tensor out)",
  lstm: "(Tensor data, Tensor batch_sizes, tuple of Tensors hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional)\n(Tensor input, tuple of Tensors hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first)",
  lt: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  masked_fill: "(Tensor input, Tensor mask, Tensor value)\n(Tensor input, Tensor mask, Number value)",
  matrix_norm:
    "(Tensor input, Number ord, tuple of ints dim, bool keepdim, *, torch.dtype dtype, Tensor out)\n(Tensor input, str ord, tuple of ints dim, bool keepdim, *, torch.dtype dtype, Tensor out)",
  matrix_rank:
    "(Tensor input, *, Tensor atol, Tensor rtol, bool hermitian, Tensor out)\n(Tensor input, *, float atol, float rtol, bool hermitian, Tensor out)\n(Tensor input, Tensor tol, bool hermitian, *, Tensor out)\n(Tensor input, float tol, bool hermitian, *, Tensor out)",
  max: "(Tensor input)\n(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, int dim, bool keepdim, *, tuple of Tensors out)\n(Tensor input, name dim, bool keepdim, *, tuple of Tensors out)",
  mean: "(Tensor input, *, torch.dtype dtype)\n(Tensor input, tuple of ints dim, bool keepdim, *, torch.dtype dtype, Tensor out)\n(Tensor input, tuple of names dim, bool keepdim, *, torch.dtype dtype, Tensor out)",
  median:
    "(Tensor input)\n(Tensor input, int dim, bool keepdim, *, tuple of Tensors out)\n(Tensor input, name dim, bool keepdim, *, tuple of Tensors out)",
  min: "(Tensor input)\n(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, int dim, bool keepdim, *, tuple of Tensors out)\n(Tensor input, name dim, bool keepdim, *, tuple of Tensors out)",
  mode: "(Tensor input, int dim, bool keepdim, *, tuple of Tensors out)\n(Tensor input, name dim, bool keepdim, *, tuple of Tensors out)",
  moveaxis:
    "(Tensor input, int source, int destination)\n(Tensor input, tuple of ints source, tuple of ints destination)",
  movedim:
    "(Tensor input, int source, int destination)\n(Tensor input, tuple of ints source, tuple of ints destination)",
  multiply: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other)",
  nanmedian:
    "(Tensor input)\n(Tensor input, int dim, bool keepdim, *, tuple of Tensors out)\n(Tensor input, name dim, bool keepdim, *, tuple of Tensors out)",
  nanquantile:
    "(Tensor input, Tensor q, int dim, bool keepdim, *, str interpolation, Tensor out)\n(Tensor input, float q, int dim, bool keepdim, *, str interpolation, Tensor out)",
  narrow: "(Tensor input, int dim, Tensor start, int length)\n(Tensor input, int dim, int start, int length)",
  ne: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  norm: "(Tensor input, Number ord, tuple of ints dim, bool keepdim, *, torch.dtype dtype, Tensor out)\n(Tensor input, str ord, tuple of ints dim, bool keepdim, *, torch.dtype dtype, Tensor out)",
  normal:
    "(Tensor mean, Tensor std, *, torch.Generator generator, Tensor out)\n(Tensor mean, float std, *, torch.Generator generator, Tensor out)\n(float mean, Tensor std, *, torch.Generator generator, Tensor out)\n(float mean, float std, tuple of ints size, *, torch.Generator generator, Tensor out, #)",
  not_equal: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  nuclear_norm:
    "(Tensor input, tuple of ints dim, bool keepdim, *, Tensor out)\n(Tensor input, bool keepdim, *, Tensor out)",
  ones: "(tuple of ints size, *, tuple of names names, #)\n(tuple of SymInts size, *, Tensor out, #)",
  pinv: "(Tensor input, *, Tensor atol, Tensor rtol, bool hermitian, Tensor out)\n(Tensor input, *, float atol, float rtol, bool hermitian, Tensor out)\n(Tensor input, Tensor rcond, bool hermitian, *, Tensor out)\n(Tensor input, float rcond, bool hermitian, *, Tensor out)",
  pow: "(Tensor input, Tensor exponent, *, Tensor out)\n(Number self, Tensor exponent, *, Tensor out)\n(Tensor input, Number exponent, *, Tensor out)",
  prod: "(Tensor input, *, torch.dtype dtype)\n(Tensor input, int dim, bool keepdim, *, torch.dtype dtype, Tensor out)\n(Tensor input, name dim, bool keepdim, *, torch.dtype dtype, Tensor out)",
  quantile:
    "(Tensor input, Tensor q, int dim, bool keepdim, *, str interpolation, Tensor out)\n(Tensor input, float q, int dim, bool keepdim, *, str interpolation, Tensor out)",
  rand: "(tuple of ints size, *, torch.Generator generator, tuple of names names, #)\n(tuple of ints size, *, torch.Generator generator, Tensor out, #)\n(tuple of ints size, *, Tensor out, #)\n(tuple of ints size, *, tuple of names names, #)",
  randint:
    "(int high, tuple of ints size, *, torch.Generator generator, Tensor out, #)\n(int high, tuple of ints size, *, Tensor out, #)\n(int low, int high, tuple of ints size, *, torch.Generator generator, Tensor out, #)\n(int low, int high, tuple of ints size, *, Tensor out, #)",
  randint_like:
    "(Tensor input, int high, *, torch.memory_format memory_format, #)\n(Tensor input, int low, int high, *, torch.memory_format memory_format, #)",
  randn:
    "(tuple of ints size, *, torch.Generator generator, tuple of names names, #)\n(tuple of ints size, *, torch.Generator generator, Tensor out, #)\n(tuple of ints size, *, Tensor out, #)\n(tuple of ints size, *, tuple of names names, #)",
  randperm: "(int n, *, torch.Generator generator, Tensor out, #)\n(int n, *, Tensor out, #)",
  remainder:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other)\n(Tensor input, Number other, *, Tensor out)",
  repeat_interleave:
    "(Tensor input, Tensor repeats, int dim, *, int output_size)\n(Tensor input, int repeats, int dim, *, int output_size)\n(Tensor repeats, *, int output_size)",
  rnn_relu:
    "(Tensor data, Tensor batch_sizes, Tensor hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional)\n(Tensor input, Tensor hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first)",
  rnn_tanh:
    "(Tensor data, Tensor batch_sizes, Tensor hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional)\n(Tensor input, Tensor hx, tuple of Tensors params, bool has_biases, int num_layers, float dropout, bool train, bool bidirectional, bool batch_first)",
  round: "(Tensor input, *, Tensor out)\n(Tensor input, *, int decimals, Tensor out)",
  round_: "(Tensor input)\n(Tensor input, *, int decimals)",
  rsub: "(Tensor input, Tensor other, *, Number alpha)\n(Tensor input, Number other, Number alpha)",
  scatter:
    "(Tensor input, int dim, Tensor index, Tensor src, *, Tensor out)\n(Tensor input, int dim, Tensor index, Tensor src, *, str reduce, Tensor out)\n(Tensor input, name dim, Tensor index, Tensor src)\n(Tensor input, int dim, Tensor index, Number value, *, Tensor out)\n(Tensor input, int dim, Tensor index, Number value, *, str reduce, Tensor out)\n(Tensor input, name dim, Tensor index, Number value)",
  scatter_add:
    "(Tensor input, int dim, Tensor index, Tensor src, *, Tensor out)\n(Tensor input, name dim, Tensor index, Tensor src)",
  searchsorted:
    "(Tensor sorted_sequence, Tensor input, *, bool out_int32, bool right, str side, Tensor sorter, Tensor out)\n(Tensor sorted_sequence, Number self, *, bool out_int32, bool right, str side, Tensor sorter)",
  select: "(Tensor input, int dim, int index)\n(Tensor input, name dim, int index)",
  softmax: "(Tensor input, int dim, torch.dtype dtype, *, Tensor out)\n(Tensor input, name dim, *, torch.dtype dtype)",
  sort: "(Tensor input, *, bool stable, int dim, bool descending, tuple of Tensors out)\n(Tensor input, int dim, bool descending, *, tuple of Tensors out)\n(Tensor input, *, bool stable, name dim, bool descending, tuple of Tensors out)\n(Tensor input, name dim, bool descending, *, tuple of Tensors out)",
  split: "(Tensor input, int split_size, int dim)\n(Tensor input, tuple of ints split_size, int dim)",
  squeeze: "(Tensor input)\n(Tensor input, int dim)\n(Tensor input, name dim)",
  std: "(Tensor input, tuple of ints dim, *, int correction, bool keepdim, Tensor out)\n(Tensor input, tuple of ints dim, bool unbiased, bool keepdim, *, Tensor out)\n(Tensor input, bool unbiased)\n(Tensor input, tuple of names dim, *, int correction, bool keepdim, Tensor out)\n(Tensor input, tuple of names dim, bool unbiased, bool keepdim, *, Tensor out)",
  std_mean:
    "(Tensor input, tuple of ints dim, *, int correction, bool keepdim)\n(Tensor input, tuple of ints dim, bool unbiased, bool keepdim)\n(Tensor input, bool unbiased)\n(Tensor input, tuple of names dim, *, int correction, bool keepdim)\n(Tensor input, tuple of names dim, bool unbiased, bool keepdim)",
  sub: "(Tensor input, Tensor other, *, Number alpha, Tensor out)",
  subtract: "(Tensor input, Tensor other, *, Number alpha, Tensor out)\n(Tensor input, Number other, Number alpha)",
  sum: "(Tensor input, *, torch.dtype dtype)\n(Tensor input, tuple of ints dim, bool keepdim, *, torch.dtype dtype, Tensor out)\n(Tensor input, tuple of names dim, bool keepdim, *, torch.dtype dtype, Tensor out)",
  tensor_split:
    "(Tensor input, Tensor tensor_indices_or_sections, int dim)\n(Tensor input, int sections, int dim)\n(Tensor input, tuple of ints indices, int dim)",
  transpose: "(Tensor input, int dim0, int dim1)\n(Tensor input, name dim0, name dim1)",
  trapezoid: "(Tensor y, Tensor x, *, int dim)\n(Tensor y, *, Number dx, int dim)",
  trapz: "(Tensor y, *, float dx, int dim)\n(Tensor y, Tensor x, *, int dim)",
  true_divide: "(Tensor input, Tensor other, *, Tensor out)\n(Tensor input, Number other)",
  unbind: "(Tensor input, int dim)\n(Tensor input, name dim)",
  unflatten:
    "(Tensor input, name dim, tuple of ints sizes, tuple of names names)\n(Tensor input, int dim, tuple of ints sizes)",
  var: "(Tensor input, tuple of ints dim, *, int correction, bool keepdim, Tensor out)\n(Tensor input, tuple of ints dim, bool unbiased, bool keepdim, *, Tensor out)\n(Tensor input, bool unbiased)\n(Tensor input, tuple of names dim, *, int correction, bool keepdim, Tensor out)\n(Tensor input, tuple of names dim, bool unbiased, bool keepdim, *, Tensor out)",
  var_mean:
    "(Tensor input, tuple of ints dim, *, int correction, bool keepdim)\n(Tensor input, tuple of ints dim, bool unbiased, bool keepdim)\n(Tensor input, bool unbiased)\n(Tensor input, tuple of names dim, *, int correction, bool keepdim)\n(Tensor input, tuple of names dim, bool unbiased, bool keepdim)",
  vsplit: "(Tensor input, int sections)\n(Tensor input, tuple of ints indices)",
  where:
    "(Tensor condition)\n(Tensor condition, Tensor input, Tensor other, *, Tensor out)\n(Tensor condition, Number self, Tensor other)\n(Tensor condition, Tensor input, Number other)\n(Tensor condition, Number self, Number other)",
  xlog1py:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  xlogy:
    "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
  xlogy_: "(Tensor input, Tensor other)\n(Tensor input, Number other)",
  zeros: "(tuple of ints size, *, tuple of names names, #)\n(tuple of SymInts size, *, Tensor out, #)",
  zeta: "(Tensor input, Tensor other, *, Tensor out)\n(Number self, Tensor other, *, Tensor out)\n(Tensor input, Number other, *, Tensor out)",
};

const METHODS: Readonly<Record<string, string>> = {
  add: "(Tensor other, *, Number alpha)",
  add_: "(Tensor other, *, Number alpha)",
  addbmm: "(Tensor batch1, Tensor batch2, *, Number beta, Number alpha)",
  addbmm_: "(Tensor batch1, Tensor batch2, *, Number beta, Number alpha)",
  addcdiv: "(Tensor tensor1, Tensor tensor2, *, Number value)",
  addcdiv_: "(Tensor tensor1, Tensor tensor2, *, Number value)",
  addcmul: "(Tensor tensor1, Tensor tensor2, *, Number value)",
  addcmul_: "(Tensor tensor1, Tensor tensor2, *, Number value)",
  addmm: "(Tensor mat1, Tensor mat2, *, Number beta, Number alpha)",
  addmm_: "(Tensor mat1, Tensor mat2, *, Number beta, Number alpha)",
  addmv: "(Tensor mat, Tensor vec, *, Number beta, Number alpha)",
  addmv_: "(Tensor mat, Tensor vec, *, Number beta, Number alpha)",
  addr: "(Tensor vec1, Tensor vec2, *, Number beta, Number alpha)",
  addr_: "(Tensor vec1, Tensor vec2, *, Number beta, Number alpha)",
  all: "()\n(int dim, bool keepdim)\n(name dim, bool keepdim)",
  any: "()\n(int dim, bool keepdim)\n(name dim, bool keepdim)",
  argsort: "(*, bool stable, int dim, bool descending)\n(int dim, bool descending)\n(name dim, bool descending)",
  baddbmm: "(Tensor batch1, Tensor batch2, *, Number beta, Number alpha)",
  baddbmm_: "(Tensor batch1, Tensor batch2, *, Number beta, Number alpha)",
  bernoulli: "(*, torch.Generator generator)\n(float p, *, torch.Generator generator)",
  bernoulli_: "(Tensor p, *, torch.Generator generator)\n(float p, *, torch.Generator generator)",
  bitwise_and: "(Tensor other)\n(Number other)",
  bitwise_and_: "(Tensor other)\n(Number other)",
  bitwise_left_shift: "(Tensor other)\n(Number other)",
  bitwise_left_shift_: "(Tensor other)\n(Number other)",
  bitwise_or: "(Tensor other)\n(Number other)",
  bitwise_or_: "(Tensor other)\n(Number other)",
  bitwise_right_shift: "(Tensor other)\n(Number other)",
  bitwise_right_shift_: "(Tensor other)\n(Number other)",
  bitwise_xor: "(Tensor other)\n(Number other)",
  bitwise_xor_: "(Tensor other)\n(Number other)",
  clamp: "(Tensor min, Tensor max)\n(Number min, Number max)",
  clamp_: "(Tensor min, Tensor max)\n(Number min, Number max)",
  clamp_max: "(Tensor max)\n(Number max)",
  clamp_max_: "(Tensor max)\n(Number max)",
  clamp_min: "(Tensor min)\n(Number min)",
  clamp_min_: "(Tensor min)\n(Number min)",
  clip: "(Tensor min, Tensor max)\n(Number min, Number max)",
  clip_: "(Tensor min, Tensor max)\n(Number min, Number max)",
  copy_: "(Tensor other, bool non_blocking)",
  copysign: "(Tensor other)\n(Number other)",
  copysign_: "(Tensor other)\n(Number other)",
  count_nonzero: "(int dim)\n(tuple of ints dim)",
  cummax: "(int dim)\n(name dim)",
  cummin: "(int dim)\n(name dim)",
  cumprod: "(int dim, *, torch.dtype dtype)\n(name dim, *, torch.dtype dtype)",
  cumprod_: "(int dim, *, torch.dtype dtype)\n(name dim, *, torch.dtype dtype)",
  cumsum: "(int dim, *, torch.dtype dtype)\n(name dim, *, torch.dtype dtype)",
  cumsum_: "(int dim, *, torch.dtype dtype)\n(name dim, *, torch.dtype dtype)",
  diagonal: "(*, name outdim, name dim1, name dim2, int offset)\n(int offset, int dim1, int dim2)",
  div: "(Tensor other)\n(Tensor other, *, str rounding_mode)\n(Number other, *, str rounding_mode)",
  div_: "(Tensor other)\n(Tensor other, *, str rounding_mode)\n(Number other, *, str rounding_mode)",
  divide: "(Tensor other)\n(Tensor other, *, str rounding_mode)\n(Number other)\n(Number other, *, str rounding_mode)",
  divide_: "(Tensor other)\n(Tensor other, *, str rounding_mode)\n(Number other)\n(Number other, *, str rounding_mode)",
  dsplit: "(int sections)\n(tuple of ints indices)",
  eq: "(Tensor other)\n(Number other)",
  eq_: "(Tensor other)\n(Number other)",
  fill_: "(Tensor value)\n(Number value)",
  flatten:
    "(int start_dim, int end_dim, name out_dim)\n(int start_dim, int end_dim)\n(name start_dim, name end_dim, name out_dim)\n(tuple of names dims, name out_dim)",
  float_power: "(Tensor exponent)\n(Number exponent)",
  float_power_: "(Tensor exponent)\n(Number exponent)",
  floor_divide: "(Tensor other)\n(Number other)",
  floor_divide_: "(Tensor other)\n(Number other)",
  fmod: "(Tensor other)\n(Number other)",
  fmod_: "(Tensor other)\n(Number other)",
  gather: "(int dim, Tensor index, *, bool sparse_grad)\n(name dim, Tensor index, *, bool sparse_grad)",
  ge: "(Tensor other)\n(Number other)",
  ge_: "(Tensor other)\n(Number other)",
  greater: "(Tensor other)\n(Number other)",
  greater_: "(Tensor other)\n(Number other)",
  greater_equal: "(Tensor other)\n(Number other)",
  greater_equal_: "(Tensor other)\n(Number other)",
  gt: "(Tensor other)\n(Number other)",
  gt_: "(Tensor other)\n(Number other)",
  histogram:
    "(Tensor bins, *, Tensor weight, bool density)\n(int bins, *, tuple of floats range, Tensor weight, bool density)",
  hsplit: "(int sections)\n(tuple of ints indices)",
  index_add:
    "(int dim, Tensor index, Tensor source, *, Number alpha)\n(name dim, Tensor index, Tensor source, *, Number alpha)",
  index_copy: "(int dim, Tensor index, Tensor source)\n(name dim, Tensor index, Tensor source)",
  index_copy_: "(int dim, Tensor index, Tensor source)\n(name dim, Tensor index, Tensor source)",
  index_fill:
    "(int dim, Tensor index, Tensor value)\n(name dim, Tensor index, Tensor value)\n(int dim, Tensor index, Number value)\n(name dim, Tensor index, Number value)",
  index_fill_:
    "(int dim, Tensor index, Tensor value)\n(name dim, Tensor index, Tensor value)\n(int dim, Tensor index, Number value)\n(name dim, Tensor index, Number value)",
  index_select: "(int dim, Tensor index)\n(name dim, Tensor index)",
  kthvalue: "(int k, int dim, bool keepdim)\n(int k, name dim, bool keepdim)",
  le: "(Tensor other)\n(Number other)",
  le_: "(Tensor other)\n(Number other)",
  lerp: "(Tensor end, Tensor weight)\n(Tensor end, Number weight)",
  lerp_: "(Tensor end, Tensor weight)\n(Tensor end, Number weight)",
  less: "(Tensor other)\n(Number other)",
  less_: "(Tensor other)\n(Number other)",
  less_equal: "(Tensor other)\n(Number other)",
  less_equal_: "(Tensor other)\n(Number other)",
  log_softmax: "(int dim, torch.dtype dtype)\n(name dim, *, torch.dtype dtype)",
  logcumsumexp: "(int dim)\n(name dim)",
  logsumexp: "(tuple of ints dim, bool keepdim)\n(tuple of names dim, bool keepdim)",
  lt: "(Tensor other)\n(Number other)",
  lt_: "(Tensor other)\n(Number other)",
  masked_fill: "(Tensor mask, Tensor value)\n(Tensor mask, Number value)",
  masked_fill_: "(Tensor mask, Tensor value)\n(Tensor mask, Number value)",
  max: "()\n(Tensor other)\n(int dim, bool keepdim)\n(name dim, bool keepdim)",
  mean: "(*, torch.dtype dtype)\n(tuple of ints dim, bool keepdim, *, torch.dtype dtype)\n(tuple of names dim, bool keepdim, *, torch.dtype dtype)",
  median: "()\n(int dim, bool keepdim)\n(name dim, bool keepdim)",
  min: "()\n(Tensor other)\n(int dim, bool keepdim)\n(name dim, bool keepdim)",
  mode: "(int dim, bool keepdim)\n(name dim, bool keepdim)",
  moveaxis: "(int source, int destination)\n(tuple of ints source, tuple of ints destination)",
  movedim: "(int source, int destination)\n(tuple of ints source, tuple of ints destination)",
  multiply: "(Tensor other)\n(Number other)",
  multiply_: "(Tensor other)\n(Number other)",
  nanmedian: "()\n(int dim, bool keepdim)\n(name dim, bool keepdim)",
  nanquantile:
    "(Tensor q, int dim, bool keepdim, *, str interpolation)\n(float q, int dim, bool keepdim, *, str interpolation)",
  narrow: "(int dim, Tensor start, int length)\n(int dim, int start, int length)",
  ne: "(Tensor other)\n(Number other)",
  ne_: "(Tensor other)\n(Number other)",
  nonzero: "()\n(*, bool as_tuple)",
  norm: "(Number p)\n(Number p, *, torch.dtype dtype)\n(Number p, tuple of ints dim, bool keepdim, *, torch.dtype dtype)\n(Number p, tuple of ints dim, bool keepdim)\n(Number p, tuple of names dim, bool keepdim, *, torch.dtype dtype)\n(Number p, tuple of names dim, bool keepdim)",
  not_equal: "(Tensor other)\n(Number other)",
  not_equal_: "(Tensor other)\n(Number other)",
  pow: "(Tensor exponent)\n(Number exponent)",
  pow_: "(Tensor exponent)\n(Number exponent)",
  prod: "(*, torch.dtype dtype)\n(int dim, bool keepdim, *, torch.dtype dtype)\n(name dim, bool keepdim, *, torch.dtype dtype)",
  quantile:
    "(Tensor q, int dim, bool keepdim, *, str interpolation)\n(float q, int dim, bool keepdim, *, str interpolation)",
  random_:
    "(*, torch.Generator generator)\n(int from, int to, *, torch.Generator generator)\n(int to, *, torch.Generator generator)",
  remainder: "(Tensor other)\n(Number other)",
  remainder_: "(Tensor other)\n(Number other)",
  repeat_interleave: "(Tensor repeats, int dim, *, int output_size)\n(int repeats, int dim, *, int output_size)",
  round: "()\n(*, int decimals)",
  round_: "()\n(*, int decimals)",
  scatter:
    "(int dim, Tensor index, Tensor src)\n(int dim, Tensor index, Tensor src, *, str reduce)\n(name dim, Tensor index, Tensor src)\n(int dim, Tensor index, Number value)\n(int dim, Tensor index, Number value, *, str reduce)\n(name dim, Tensor index, Number value)",
  scatter_:
    "(int dim, Tensor index, Tensor src)\n(int dim, Tensor index, Tensor src, *, str reduce)\n(int dim, Tensor index, Number value)\n(int dim, Tensor index, Number value, *, str reduce)",
  scatter_add: "(int dim, Tensor index, Tensor src)\n(name dim, Tensor index, Tensor src)",
  select: "(int dim, int index)\n(name dim, int index)",
  set_: "()\n(torch.Storage source)\n(torch.Storage source, int storage_offset, tuple of ints size, tuple of ints stride)\n(Tensor source)\n(Tensor source, SymInt storage_offset, tuple of SymInts size, tuple of SymInts stride)",
  softmax: "(int dim, torch.dtype dtype)\n(name dim, *, torch.dtype dtype)",
  sort: "(*, bool stable, int dim, bool descending)\n(int dim, bool descending)\n(*, bool stable, name dim, bool descending)\n(name dim, bool descending)",
  split: "(int split_size, int dim)\n(tuple of ints split_size, int dim)",
  squeeze: "()\n(int dim)\n(name dim)",
  squeeze_: "()\n(int dim)\n(name dim)",
  std: "(tuple of ints dim, *, int correction, bool keepdim)\n(tuple of ints dim, bool unbiased, bool keepdim)\n(bool unbiased)\n(tuple of names dim, *, int correction, bool keepdim)\n(tuple of names dim, bool unbiased, bool keepdim)",
  sub: "(Tensor other, *, Number alpha)",
  sub_: "(Tensor other, *, Number alpha)",
  subtract: "(Tensor other, *, Number alpha)\n(Number other, Number alpha)",
  subtract_: "(Tensor other, *, Number alpha)\n(Number other, Number alpha)",
  sum: "(*, torch.dtype dtype)\n(tuple of ints dim, bool keepdim, *, torch.dtype dtype)\n(tuple of names dim, bool keepdim, *, torch.dtype dtype)",
  tensor_split:
    "(Tensor tensor_indices_or_sections, int dim)\n(int sections, int dim)\n(tuple of ints indices, int dim)",
  to: "(torch.device device, torch.dtype dtype, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n(torch.dtype dtype, bool non_blocking, bool copy, *, torch.memory_format memory_format)\n(Tensor tensor, bool non_blocking, bool copy, *, torch.memory_format memory_format)",
  transpose: "(int dim0, int dim1)\n(name dim0, name dim1)",
  true_divide: "(Tensor other)\n(Number other)",
  true_divide_: "(Tensor other)\n(Number other)",
  unbind: "(int dim)\n(name dim)",
  unflatten: "(name dim, tuple of ints sizes, tuple of names names)\n(int dim, tuple of ints sizes)",
  var: "(tuple of ints dim, *, int correction, bool keepdim)\n(tuple of ints dim, bool unbiased, bool keepdim)\n(bool unbiased)\n(tuple of names dim, *, int correction, bool keepdim)\n(tuple of names dim, bool unbiased, bool keepdim)",
  view: "(torch.dtype dtype)\n(tuple of SymInts size)",
  vsplit: "(int sections)\n(tuple of ints indices)",
  xlogy: "(Tensor other)\n(Number other)",
  xlogy_: "(Tensor other)\n(Number other)",
};

/** The overloads of a function or method, one text each; undefined where PyTorch has only one. */
export function overloadTexts(name: string, method: boolean): readonly string[] | undefined {
  const table = method ? METHODS : FUNCTIONS;
  return Object.hasOwn(table, name) ? table[name]?.replaceAll("#", OPTIONS).split("\n") : undefined;
}
