// The library that is written in the language itself: module name → its text. Loaded module by module, on import.
// A package's own text is its `package.py`.

import anomalyMode from "./autograd/anomaly_mode.py";
import autogradFunction from "./autograd/function.py";
import autogradFunctional from "./autograd/functional.py";
import gradMode from "./autograd/grad_mode.py";
import gradcheck from "./autograd/gradcheck.py";
import autogradGraph from "./autograd/graph.py";
import autograd from "./autograd/package.py";
import { distributionSources } from "./distributions";
import { environmentSources } from "./environment";
import type { LibraryFile } from "./file";
import torchFunctional from "./functional.py";
import lowrank from "./lowrank.py";
import activation from "./nn/activation.py";
import adaptive from "./nn/adaptive.py";
import attention from "./nn/attention.py";
import batchnorm from "./nn/batchnorm.py";
import channelshuffle from "./nn/channelshuffle.py";
import container from "./nn/container.py";
import conv from "./nn/conv.py";
import distance from "./nn/distance.py";
import dropout from "./nn/dropout.py";
import flatten from "./nn/flatten.py";
import fold from "./nn/fold.py";
import functional from "./nn/functional.py";
import functionalAttention from "./nn/functional_attention.py";
import functionalDropout from "./nn/functional_dropout.py";
import functionalEmbedding from "./nn/functional_embedding.py";
import functionalLosses from "./nn/functional_losses.py";
import functionalNormalization from "./nn/functional_normalization.py";
import functionalPooling from "./nn/functional_pooling.py";
import functionalVision from "./nn/functional_vision.py";
import grad from "./nn/grad.py";
import init from "./nn/init.py";
import lazy from "./nn/lazy.py";
import linear from "./nn/linear.py";
import loss from "./nn/loss.py";
import marginLoss from "./nn/margin_loss.py";
import module from "./nn/module.py";
import moduleHooks from "./nn/module_hooks.py";
import moduleState from "./nn/module_state.py";
import normalization from "./nn/normalization.py";
import nn from "./nn/package.py";
import padding from "./nn/padding.py";
import parallel from "./nn/parallel.py";
import parameter from "./nn/parameter.py";
import parameterContainers from "./nn/parameter_containers.py";
import pixelshuffle from "./nn/pixelshuffle.py";
import pooling from "./nn/pooling.py";
import reduction from "./nn/reduction.py";
import rnn from "./nn/rnn.py";
import sparse from "./nn/sparse.py";
import transformer from "./nn/transformer.py";
import tuples from "./nn/tuples.py";
import upsampling from "./nn/upsampling.py";
import clipGrad from "./nn/utils/clip_grad.py";
import convertParameters from "./nn/utils/convert_parameters.py";
import fusion from "./nn/utils/fusion.py";
import utilsInit from "./nn/utils/init.py";
import nnUtils from "./nn/utils/package.py";
import parametrizations from "./nn/utils/parametrizations.py";
import parametrize from "./nn/utils/parametrize.py";
import prune from "./nn/utils/prune.py";
import rnnUtils from "./nn/utils/rnn.py";
import spectralNorm from "./nn/utils/spectral_norm.py";
import stateless from "./nn/utils/stateless.py";
import weightNorm from "./nn/utils/weight_norm.py";
import { numpySources } from "./numpy";
import adadelta from "./optim/adadelta.py";
import adagrad from "./optim/adagrad.py";
import adam from "./optim/adam.py";
import adamax from "./optim/adamax.py";
import adamw from "./optim/adamw.py";
import asgd from "./optim/asgd.py";
import lbfgs from "./optim/lbfgs.py";
import lrBase from "./optim/lr_base.py";
import lrComposites from "./optim/lr_composites.py";
import lrCycles from "./optim/lr_cycles.py";
import lrPlateau from "./optim/lr_plateau.py";
import lrScheduler from "./optim/lr_scheduler.py";
import nadam from "./optim/nadam.py";
import optimizer from "./optim/optimizer.py";
import optim from "./optim/package.py";
import radam from "./optim/radam.py";
import rmsprop from "./optim/rmsprop.py";
import rprop from "./optim/rprop.py";
import sgd from "./optim/sgd.py";
import swaUtils from "./optim/swa_utils.py";
import serialization from "./serialization.py";
import storage from "./storage.py";
import tensorMethods from "./tensor_methods.py";
import testing from "./testing/comparison.py";
import checkpoint from "./utils/checkpoint.py";
import collate from "./utils/data/collate.py";
import dataloader from "./utils/data/dataloader.py";
import dataset from "./utils/data/dataset.py";
import dataDistributed from "./utils/data/distributed.py";
import dataIterators from "./utils/data/iterators.py";
import data from "./utils/data/package.py";
import sampler from "./utils/data/sampler.py";
import dataWorkers from "./utils/data/workers.py";
import dlpack from "./utils/dlpack.py";
import forkRng from "./utils/fork_rng.py";
import hooks from "./utils/hooks.py";

export const preludeSources: ReadonlyMap<string, LibraryFile> = new Map([
  ...distributionSources,
  ...environmentSources,
  ...numpySources,
  ["torch.autograd", autograd],
  ["torch.autograd.anomaly_mode", anomalyMode],
  ["torch.autograd.function", autogradFunction],
  ["torch.autograd.functional", autogradFunctional],
  ["torch.autograd.grad_mode", gradMode],
  ["torch.autograd.gradcheck", gradcheck],
  ["torch.autograd.graph", autogradGraph],
  ["torch._tensor", tensorMethods],
  ["torch.storage", storage],
  ["torch._lowrank", lowrank],
  ["torch.functional", torchFunctional],
  ["torch.nn", nn],
  ["torch.nn._functional_embedding", functionalEmbedding],
  ["torch.nn._functional_losses", functionalLosses],
  ["torch.nn._functional_normalization", functionalNormalization],
  ["torch.nn._functional_pooling", functionalPooling],
  ["torch.nn._functional_vision", functionalVision],
  ["torch.nn._reduction", reduction],
  ["torch.nn.functional", functional],
  ["torch.nn.grad", grad],
  ["torch.nn.init", init],
  ["torch.nn.modules", nn],
  ["torch.nn.modules._hooks", moduleHooks],
  ["torch.nn.modules._parameter_containers", parameterContainers],
  ["torch.nn.modules._state", moduleState],
  ["torch.nn.modules.activation", activation],
  ["torch.nn.modules.batchnorm", batchnorm],
  ["torch.nn.modules.channelshuffle", channelshuffle],
  ["torch.nn.modules.container", container],
  ["torch.nn.modules.conv", conv],
  ["torch.nn.modules.fold", fold],
  ["torch.nn.modules.lazy", lazy],
  ["torch.nn.modules.linear", linear],
  ["torch.nn.modules.margin_loss", marginLoss],
  ["torch.nn.modules.distance", distance],
  ["torch.nn.modules.adaptive", adaptive],
  ["torch.nn._functional_dropout", functionalDropout],
  ["torch.nn._functional_attention", functionalAttention],
  ["torch.nn.modules.transformer", transformer],
  ["torch.nn.modules.sparse", sparse],
  ["torch.nn.modules.flatten", flatten],
  ["torch.nn.modules.dropout", dropout],
  ["torch.nn.modules.attention", attention],
  ["torch.nn.modules.loss", loss],
  ["torch.nn.modules.module", module],
  ["torch.nn.modules.padding", padding],
  ["torch.nn.modules.normalization", normalization],
  ["torch.nn.modules.pixelshuffle", pixelshuffle],
  ["torch.nn.modules.pooling", pooling],
  ["torch.nn.modules.rnn", rnn],
  ["torch.nn.modules.upsampling", upsampling],
  ["torch.nn.modules.utils", tuples],
  ["torch.nn.parallel", parallel],
  ["torch.nn.parameter", parameter],
  ["torch.nn.utils", nnUtils],
  ["torch.nn.utils.clip_grad", clipGrad],
  ["torch.nn.utils.convert_parameters", convertParameters],
  ["torch.nn.utils.fusion", fusion],
  ["torch.nn.utils.init", utilsInit],
  ["torch.nn.utils.parametrizations", parametrizations],
  ["torch.nn.utils.parametrize", parametrize],
  ["torch.nn.utils.prune", prune],
  ["torch.nn.utils.rnn", rnnUtils],
  ["torch.nn.utils.spectral_norm", spectralNorm],
  ["torch.nn.utils.stateless", stateless],
  ["torch.nn.utils.weight_norm", weightNorm],
  ["torch.optim", optim],
  ["torch.optim._lr_base", lrBase],
  ["torch.optim._lr_composites", lrComposites],
  ["torch.optim._lr_cycles", lrCycles],
  ["torch.optim._lr_plateau", lrPlateau],
  ["torch.optim.adadelta", adadelta],
  ["torch.optim.adagrad", adagrad],
  ["torch.optim.adam", adam],
  ["torch.optim.adamax", adamax],
  ["torch.optim.adamw", adamw],
  ["torch.optim.asgd", asgd],
  ["torch.optim.lbfgs", lbfgs],
  ["torch.optim.lr_scheduler", lrScheduler],
  ["torch.optim.nadam", nadam],
  ["torch.optim.optimizer", optimizer],
  ["torch.optim.radam", radam],
  ["torch.optim.rmsprop", rmsprop],
  ["torch.optim.rprop", rprop],
  ["torch.optim.sgd", sgd],
  ["torch.optim.swa_utils", swaUtils],
  ["torch.serialization", serialization],
  ["torch.testing", testing],
  ["torch.utils.data", data],
  ["torch.utils.data._collate", collate],
  ["torch.utils.data._iterators", dataIterators],
  ["torch.utils.data._workers", dataWorkers],
  ["torch.utils.data.dataloader", dataloader],
  ["torch.utils.data.dataset", dataset],
  ["torch.utils.data.distributed", dataDistributed],
  ["torch.utils.data.sampler", sampler],
  ["torch.random._fork", forkRng],
  ["torch.utils.checkpoint", checkpoint],
  ["torch.utils.dlpack", dlpack],
  ["torch.utils.hooks", hooks],
]);
