# How a loader makes a batch of samples. Behaviour and messages follow torch/utils/data/_utils/collate.py of
# PyTorch 1.13; the text is our own.

import collections.abc

import torch


def default_convert(data):
    kind = type(data)
    if isinstance(data, torch.Tensor):
        return data
    if kind.__module__ == "numpy" and kind.__name__ not in ("str_", "string_"):
        return torch.as_tensor(data)
    if isinstance(data, collections.abc.Mapping):
        return _like(kind, {key: default_convert(data[key]) for key in data})
    if isinstance(data, tuple):
        converted = [default_convert(each) for each in data]
        return kind(*converted) if hasattr(data, "_fields") else converted
    if isinstance(data, collections.abc.Sequence) and not isinstance(data, (str, bytes)):
        return _like(kind, [default_convert(each) for each in data])
    return data


def default_collate(batch):
    first = batch[0]
    kind = type(first)
    if isinstance(first, torch.Tensor):
        return torch.stack(batch, 0)
    if kind.__module__ == "numpy" and kind.__name__ == "ndarray":
        return default_collate([torch.as_tensor(each) for each in batch])
    if kind.__module__ == "numpy":
        return torch.as_tensor(batch)
    if isinstance(first, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(first, int):
        return torch.tensor(batch)
    if isinstance(first, (str, bytes)):
        return batch
    if isinstance(first, collections.abc.Mapping):
        return _like(kind, {key: default_collate([each[key] for each in batch]) for key in first})
    if isinstance(first, tuple) and hasattr(first, "_fields"):
        return kind(*(default_collate(samples) for samples in zip(*batch)))
    if isinstance(first, collections.abc.Sequence):
        size = len(first)
        if not all(len(each) == size for each in batch):
            raise RuntimeError("each element in list of batch should be of equal size")
        collated = [default_collate(samples) for samples in zip(*batch)]
        return collated if isinstance(first, tuple) else _like(kind, collated)
    raise TypeError(
        "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}".format(kind)
    )


def _like(kind, made):
    """As the container it came from, where that can be made of a plain one."""
    try:
        return kind(made)
    except TypeError:
        return made
