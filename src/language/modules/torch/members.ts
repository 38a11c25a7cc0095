// The members that PyTorch 1.13's classes have beside Tensor, each class's own: one of them that a class here has not
// is refused by name, any other an AttributeError as in PyTorch. Written by scripts/oracle/torch_members.py; do not
// edit.

const MEMBERS = `
AbsTransform: codomain domain
Adagrad: share_memory
AdaptiveLogSoftmaxWithLoss: log_prob predict reset_parameters
AffineTransform: bijective codomain domain event_dim forward_shape inverse_shape log_abs_det_jacobian sign with_cache
Bernoulli: arg_constraints entropy enumerate_support expand has_enumerate_support log_prob logits mean mode
  param_shape probs sample support variance
Beta: arg_constraints concentration0 concentration1 entropy expand has_rsample log_prob mean mode rsample support
  variance
Bilinear: reset_parameters
Binomial: arg_constraints entropy enumerate_support expand has_enumerate_support log_prob logits mean mode param_shape
  probs sample support variance
CatTransform: bijective codomain domain event_dim length log_abs_det_jacobian with_cache
Categorical: arg_constraints entropy enumerate_support expand has_enumerate_support log_prob logits mean mode
  param_shape probs sample support variance
Cauchy: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode rsample support variance
ChainedScheduler: load_state_dict state_dict
Chi2: arg_constraints df expand
ComposeTransform: bijective codomain domain forward_shape inv inverse_shape log_abs_det_jacobian sign with_cache
ConcatDataset: cummulative_sizes cumsum
ConstantLR: get_lr
Constraint: check event_dim is_discrete
ContinuousBernoulli: arg_constraints cdf entropy expand has_rsample icdf log_prob logits mean param_shape probs
  rsample sample stddev support variance
CorrCholeskyTransform: bijective codomain domain forward_shape inverse_shape log_abs_det_jacobian
CosineAnnealingLR: get_lr
CosineAnnealingWarmRestarts: get_lr
CumulativeDistributionTransform: bijective codomain domain log_abs_det_jacobian sign with_cache
CyclicLR: get_lr scale_fn
DataLoader: check_worker_number_rationality multiprocessing_context
DataParallel: gather parallel_apply replicate scatter
DeviceType: CPU CUDA FPGA HIP HPU IDEEP IPU Lazy MKLDNN MPS Meta Metal OPENCL OPENGL ORT VE Vulkan XLA XPU name value
Dirichlet: arg_constraints entropy expand has_rsample log_prob mean mode rsample support variance
DistributedSampler: set_epoch
Distribution: arg_constraints batch_shape cdf entropy enumerate_support event_shape expand has_enumerate_support
  has_rsample icdf log_prob mean mode perplexity rsample sample sample_n set_default_validate_args stddev support
  variance
Embedding: from_pretrained reset_parameters
EmbeddingBag: from_pretrained reset_parameters
ExpTransform: bijective codomain domain log_abs_det_jacobian sign
Exponential: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode rsample stddev support variance
ExponentialFamily: entropy
ExponentialLR: get_lr
FisherSnedecor: arg_constraints expand has_rsample log_prob mean mode rsample support variance
Function: backward is_traceable jvp vjp
Gamma: arg_constraints entropy expand has_rsample log_prob mean mode rsample support variance
Generator: device get_state initial_seed manual_seed seed set_state
Geometric: arg_constraints entropy expand log_prob logits mean mode probs sample support variance
GroupNorm: reset_parameters
Gumbel: arg_constraints entropy expand log_prob mean mode stddev support variance
HalfCauchy: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode scale support variance
HalfNormal: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode scale support variance
Independent: arg_constraints entropy enumerate_support expand has_enumerate_support has_rsample log_prob mean mode
  rsample sample support variance
IndependentTransform: bijective codomain domain forward_shape inverse_shape log_abs_det_jacobian sign with_cache
Kumaraswamy: arg_constraints entropy expand has_rsample mean mode support variance
LKJCholesky: arg_constraints expand log_prob sample support
LSTM: check_forward_args get_expected_cell_size permute_hidden
LambdaLR: get_lr load_state_dict state_dict
Laplace: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode rsample stddev support variance
LayerNorm: reset_parameters
LazyBatchNorm1d: cls_to_become
LazyBatchNorm2d: cls_to_become
LazyBatchNorm3d: cls_to_become
LazyConv1d: cls_to_become
LazyConv2d: cls_to_become
LazyConv3d: cls_to_become
LazyConvTranspose1d: cls_to_become
LazyConvTranspose2d: cls_to_become
LazyConvTranspose3d: cls_to_become
LazyInstanceNorm1d: cls_to_become
LazyInstanceNorm2d: cls_to_become
LazyInstanceNorm3d: cls_to_become
LazyLinear: cls_to_become initialize_parameters reset_parameters
Linear: reset_parameters
LinearLR: get_lr
LogNormal: arg_constraints entropy expand has_rsample loc mean mode scale support variance
LogisticNormal: arg_constraints expand has_rsample loc scale support
LowRankMultivariateNormal: arg_constraints covariance_matrix entropy expand has_rsample log_prob mean mode
  precision_matrix rsample scale_tril support variance
LowerCholeskyTransform: codomain domain
MixtureSameFamily: arg_constraints cdf component_distribution expand has_rsample log_prob mean mixture_distribution
  sample support variance
Module: T_destination add_module apply bfloat16 buffers children cpu cuda double dump_patches eval float get_buffer
  get_extra_state get_parameter get_submodule half ipu load_state_dict modules named_buffers named_children
  named_modules named_parameters parameters register_backward_hook register_buffer register_forward_hook
  register_forward_pre_hook register_full_backward_hook register_load_state_dict_post_hook register_module
  register_parameter requires_grad_ set_extra_state share_memory state_dict to to_empty train type xpu zero_grad
ModuleDict: clear items keys pop update values
ModuleList: append extend insert pop
MultiStepLR: get_lr
Multinomial: arg_constraints entropy expand log_prob logits mean param_shape probs sample support variance
MultiplicativeLR: get_lr load_state_dict state_dict
MultivariateNormal: arg_constraints covariance_matrix entropy expand has_rsample log_prob mean mode precision_matrix
  rsample scale_tril support variance
NegativeBinomial: arg_constraints expand log_prob logits mean mode param_shape probs sample support variance
NestedIOFunction: backward backward_extended forward_extended mark_dirty mark_non_differentiable save_for_backward
  saved_tensors
Normal: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode rsample sample stddev support variance
OneCycleLR: get_lr
OneHotCategorical: arg_constraints entropy enumerate_support expand has_enumerate_support log_prob logits mean mode
  param_shape probs sample support variance
OneHotCategoricalStraightThrough: has_rsample rsample
Optimizer: add_param_group load_state_dict state_dict zero_grad
PackedSequence: byte char cpu cuda double float half int is_cuda is_pinned long pin_memory short to
PackedSequence_: batch_sizes data sorted_indices unsorted_indices
ParameterDict: clear copy fromkeys get items keys pop popitem setdefault update values
ParameterList: append extend
Pareto: arg_constraints entropy expand mean mode support variance
Poisson: arg_constraints expand log_prob mean mode sample support variance
PolynomialLR: get_lr
PowerTransform: bijective codomain domain forward_shape inverse_shape log_abs_det_jacobian sign with_cache
ProfilerActivity: CPU CUDA name value
ProfilerEvent: correlation_id cpu_elapsed_us cpu_memory_usage cuda_elapsed_us cuda_memory_usage device flops
  fwd_thread_id handle has_cuda is_async is_remote kind name node_id scope sequence_nr shapes stack start_us thread_id
ProfilerState: CPU CUDA Disabled ITT KINETO KINETO_GPU_FALLBACK NVTX name value
RNNBase: all_weights check_forward_args check_hidden_size check_input flatten_parameters get_expected_hidden_size
  permute_hidden reset_parameters
RNNCellBase: reset_parameters
RandomSampler: num_samples
ReduceLROnPlateau: in_cooldown is_better load_state_dict state_dict
RelaxedBernoulli: arg_constraints expand has_rsample logits probs support temperature
RelaxedOneHotCategorical: arg_constraints expand has_rsample logits probs support temperature
ReshapeTransform: bijective codomain domain forward_shape inverse_shape log_abs_det_jacobian with_cache
SavedTensor: register_hooks
Sequential: append extend insert pop
SequentialLR: load_state_dict state_dict
SigmoidTransform: bijective codomain domain log_abs_det_jacobian sign
Size: numel
SoftmaxTransform: codomain domain forward_shape inverse_shape
SoftplusTransform: bijective codomain domain log_abs_det_jacobian sign
StackTransform: bijective codomain domain log_abs_det_jacobian with_cache
StepLR: get_lr
StickBreakingTransform: bijective codomain domain forward_shape inverse_shape log_abs_det_jacobian
StudentT: arg_constraints entropy expand has_rsample log_prob mean mode rsample support variance
SyncBatchNorm: convert_sync_batchnorm
TanhTransform: bijective codomain domain log_abs_det_jacobian sign
Transform: bijective event_dim forward_shape inv inverse_shape log_abs_det_jacobian sign with_cache
TransformedDistribution: arg_constraints cdf expand has_rsample icdf log_prob rsample sample support
Transformer: generate_square_subsequent_mask
Unflatten: NamedShape
Uniform: arg_constraints cdf entropy expand has_rsample icdf log_prob mean mode rsample stddev support variance
UninitializedBuffer: cls_to_become
UninitializedParameter: cls_to_become
VonMises: arg_constraints expand has_rsample log_prob mean mode sample support variance
Weibull: arg_constraints entropy expand mean mode support variance
Wishart: arg_constraints covariance_matrix entropy expand has_rsample log_prob mean mode precision_matrix rsample
  scale_tril support variance
_Cat: check event_dim is_discrete
_GreaterThan: check
_GreaterThanEq: check
_HalfOpenInterval: check
_IndependentConstraint: check event_dim is_discrete
_IntegerInterval: check is_discrete
_Interval: check
_LessThan: check
_Multinomial: check event_dim is_discrete
_Stack: check event_dim is_discrete
device: index type
dtype: is_complex is_floating_point is_signed
finfo: bits dtype eps max min resolution smallest_normal tiny
iinfo: bits dtype max min
inference_mode: clone
set_grad_enabled: clone
`;

const sets = new Map<string, ReadonlySet<string>>();
const NONE: ReadonlySet<string> = new Set();

/** The members that PyTorch's class of this name has of its own. */
export function knownTorchMembers(className: string): ReadonlySet<string> {
  let members = sets.get(className);
  if (members === undefined) {
    members = listed(className);
    sets.set(className, members);
  }
  return members;
}

/** The names behind a class's own in the text: most runs ask for few of the classes. */
function listed(className: string): ReadonlySet<string> {
  const head = `\n${className}: `;
  const at = MEMBERS.indexOf(head);
  if (at < 0) return NONE;
  const start = at + head.length;
  const [list = ""] = MEMBERS.slice(start).split(/\n(?! )/, 1);
  return new Set(list.trim().split(/\s+/));
}
