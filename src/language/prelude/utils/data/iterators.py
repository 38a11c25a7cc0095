# One pass over a loader's data. Behaviour and draws follow torch/utils/data/dataloader.py and _utils/fetch.py of
# PyTorch 1.13; the text is our own.

import torch

_worker = None


class WorkerInfo:
    def __init__(self, id, num_workers, seed, dataset):
        self.id = id
        self.num_workers = num_workers
        self.seed = seed
        self.dataset = dataset

    def __repr__(self):
        return "WorkerInfo(id={}, num_workers={}, seed={}, dataset={})".format(
            self.id, self.num_workers, self.seed, self.dataset
        )


def get_worker_info():
    """What the worker that runs now is; None in the program itself."""
    return _worker


def exchange_worker(info):
    """Says which worker runs from now on; the one that ran before."""
    global _worker
    before, _worker = _worker, info
    return before


class MapFetcher:
    def __init__(self, dataset, loader):
        self.dataset = dataset
        self.auto_collation = loader._auto_collation
        self.collate_fn = loader.collate_fn

    def fetch(self, index):
        if self.auto_collation:
            return self.collate_fn([self.dataset[i] for i in index])
        return self.collate_fn(self.dataset[index])


class IterableFetcher:
    def __init__(self, dataset, loader):
        self.items = iter(dataset)
        self.auto_collation = loader._auto_collation
        self.collate_fn = loader.collate_fn
        self.drop_last = loader.drop_last
        self.ended = False

    def fetch(self, index):
        if self.ended:
            raise StopIteration
        if not self.auto_collation:
            return self.collate_fn(next(self.items))
        samples = []
        for _ in index:
            try:
                samples.append(next(self.items))
            except StopIteration:
                self.ended = True
                break
        if len(samples) == 0 or (self.drop_last and len(samples) < len(index)):
            raise StopIteration
        return self.collate_fn(samples)


def fetcher_for(loader, dataset):
    return (IterableFetcher if loader._is_iterable else MapFetcher)(dataset, loader)


class BaseDataLoaderIter:
    def __init__(self, loader):
        self._dataset = loader.dataset
        self._index_sampler = loader._index_sampler
        self._start(loader)
        # Drawn by every pass, shuffled or not: workers are seeded with it.
        self._base_seed = torch.empty((), dtype=torch.int64).random_(generator=loader.generator).item()

    def _start(self, loader):
        self._sampler_iter = iter(self._index_sampler)
        self._reported_length = loader._reported_length
        self._num_yielded = 0

    def __iter__(self):
        return self

    def __len__(self):
        return len(self._index_sampler)

    def __next__(self):
        data = self._next_data()
        self._num_yielded += 1
        reported = self._reported_length
        if reported is not None and self._num_yielded > reported:
            import warnings

            warnings.warn(
                "Length of IterableDataset {} was reported to be {} (when accessing len(dataloader)), but {} samples "
                "have been fetched. ".format(self._dataset, reported, self._num_yielded)
            )
        return data


class _SingleProcessDataLoaderIter(BaseDataLoaderIter):
    def __init__(self, loader):
        super().__init__(loader)
        self._fetcher = fetcher_for(loader, loader.dataset)

    def _next_data(self):
        return self._fetcher.fetch(next(self._sampler_iter))
