// Modules that exist elsewhere: a Python that runs a program may well have them, so importing one is no mistake.
// The import succeeds and the first use is refused by name; any other unknown name is a ModuleNotFoundError.

const names = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Python 3.11's standard library (sys.stdlib_module_names). */
const standardLibrary = names(`
    abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii bisect
    builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
    concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm
    decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp
    fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip
    hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json
    keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder
    msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os
    ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint
    profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib
    resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib
    sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string
    stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios
    textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
    turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg
    winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo __future__
`);

/** Packages that programs with PyTorch often import. */
const packages = names(`
    absl accelerate albumentations bs4 captum cv2 cycler datasets deepspeed diffusers einops fairseq faiss fire
    flax gensim geopandas gradio gym gymnasium h5py huggingface_hub hydra igraph imageio IPython ipywidgets jax
    jaxlib joblib jsonlines kaggle keras kornia lightgbm lightning lime lmdb matplotlib mlflow monai
    mpl_toolkits mxnet networkx nltk numba numpy omegaconf onnx onnxruntime openai opt_einsum optuna pandas peft
    PIL plotly psutil pyarrow pydantic pygame pylab pytest pytorch_lightning pywt ray regex requests rich
    safetensors scipy seaborn sentencepiece shap shapely six skimage sklearn sklearnex skorch spacy statsmodels
    streamlit sympy tabulate tensorboard tensorboardX tensorflow termcolor tiktoken timm tokenizers torch
    torch_geometric torch_scatter torch_sparse torchaudio torchdata torchinfo torchmetrics torchsummary
    torchtext torchvision torchviz tqdm transformers triton typing_extensions ultralytics umap visdom wandb
    xgboost yacs yaml zarr
`);

/** The modules of PyTorch 1.13's own package. */
const torchModules: ReadonlySet<string> = new Set(
  names(`
    _C _C_flatbuffer _VF __config__ __future__ _appdirs _classes _decomp _deploy _dispatch _jit_internal _lazy
    _linalg_utils _lobpcg _lowrank _meta_registrations _namedtensor_internals _ops _prims _prims_common
    _python_dispatcher _refs _six _sources _storage_docs _subclasses _tensor _tensor_docs _tensor_str _torch_docs
    _utils _utils_internal _vmap_internals _weights_only_unpickler amp ao autograd backends contrib cpu cuda
    distributed distributions fft functional futures fx hub jit library linalg masked monitor multiprocessing
    nested nn onnx optim overrides package profiler quantization quasirandom random return_types serialization
    sparse special storage testing torch_version types utils version
`),
);

/** What those packages of it hold that are here, and that is not here itself. */
const torchSubmodules: ReadonlySet<string> = new Set(
  names(`
    autograd.forward_ad autograd.profiler_legacy autograd.profiler_util nn.backends nn.common_types nn.cpp
    nn.intrinsic nn.qat nn.quantizable nn.quantized nn.parallel.comm nn.parallel.distributed
    nn.parallel.parallel_apply nn.parallel.replicate nn.parallel.scatter_gather nn.utils.memory_format
    optim.sparse_adam distributions.constraint_registry distributions.kl distributions.utils utils.backcompat
    utils.benchmark utils.bottleneck utils.bundled_inputs utils.collect_env utils.cpp_backtrace
    utils.cpp_extension utils.data.communication utils.data.datapipes utils.data.graph utils.data.graph_settings
    utils.file_baton utils.hipify utils.jit utils.mkldnn utils.mobile_optimizer utils.model_dump utils.model_zoo
    utils.show_pickle utils.tensorboard utils.throughput_benchmark
`),
);

const known: ReadonlySet<string> = new Set(["autograd", "nn", "optim", "utils"]);

const elsewhere: ReadonlySet<string> = new Set([...standardLibrary, ...packages]);

/** Whether a Python elsewhere would find the module, by its first name. */
export function existsElsewhere(name: string): boolean {
  const [first = name, second] = name.split(".");
  if (first === "torch" && second !== undefined) {
    const parts = name.split(".").slice(1);
    if (parts.length === 1 || !known.has(second)) return torchModules.has(second);
    return parts.some((part, i) => part.startsWith("_") || torchSubmodules.has(parts.slice(0, i + 1).join(".")));
  }
  return elsewhere.has(first);
}
