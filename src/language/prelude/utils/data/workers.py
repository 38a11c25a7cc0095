# A loader's workers. PyTorch forks a process for each: it has a copy of the dataset, random generators of its own,
# seeded with the pass's base seed plus its number, and answers every num_workers-th request; answers are handed out in
# the order of the requests. Here a worker is an object with that copy and those generators, which are exchanged for the
# program's while it works, so that batches come out the same. Requests are made ahead, as in PyTorch.

import copy
import random

import torch
from torch import _C
from torch.utils.data._collate import default_collate
from torch.utils.data._iterators import BaseDataLoaderIter, WorkerInfo, exchange_worker, fetcher_for
from torch.utils.data.dataset import TensorDataset


class _Worker:
    def __init__(self, loader, number, base_seed):
        self.loader = loader
        # Reading a plain dataset of tensors changes nothing in it, and stacking shares none of its memory.
        plain = type(loader.dataset) is TensorDataset and loader.collate_fn is default_collate
        self.dataset = loader.dataset if plain else copy.deepcopy(loader.dataset)
        self.info = WorkerInfo(number, loader.num_workers, base_seed + number, self.dataset)
        self.python_state = random.getstate()
        self.generator = torch.Generator()
        self.generator.manual_seed(self.info.seed)
        self._inside(self._seed)
        self.restart()

    def _seed(self):
        random.seed(self.info.seed)
        if self.loader.worker_init_fn is not None:
            self.loader.worker_init_fn(self.info.id)

    def restart(self):
        """Begins a pass."""
        self.active = True
        self.fetcher = self._inside(fetcher_for, self.loader, self.dataset)

    def answer(self, index):
        return self._inside(self.fetcher.fetch, index)

    def _inside(self, work, *args):
        outer = exchange_worker(self.info)
        outer_state = random.getstate()
        random.setstate(self.python_state)
        _C._swap_default_generator(self.generator)
        try:
            return work(*args)
        except StopIteration:
            raise
        except Exception:
            _C._refuse("an exception in a DataLoader's worker (num_workers > 0)")
        finally:
            _C._swap_default_generator(self.generator)
            self.python_state = random.getstate()
            random.setstate(outer_state)
            exchange_worker(outer)


class _MultiProcessingDataLoaderIter(BaseDataLoaderIter):
    def __init__(self, loader):
        super().__init__(loader)
        self._ahead = loader.prefetch_factor * loader.num_workers
        self._workers = [_Worker(loader, number, self._base_seed) for number in range(loader.num_workers)]
        self._begin()

    def _reset(self, loader):
        self._start(loader)
        for worker in self._workers:
            worker.restart()
        self._begin()

    def _begin(self):
        self._turn = 0
        self._requests = []
        for _ in range(self._ahead):
            self._request()

    def _request(self):
        """Takes the sampler's next index for the next worker that still has data."""
        try:
            index = next(self._sampler_iter)
        except StopIteration:
            return
        for _ in self._workers:
            worker = self._workers[self._turn]
            self._turn = (self._turn + 1) % len(self._workers)
            if worker.active:
                self._requests.append((worker, index))
                return

    def _next_data(self):
        while self._requests:
            worker, index = self._requests.pop(0)
            if not worker.active:
                continue
            try:
                data = worker.answer(index)
            except StopIteration:
                worker.active = False
                self._request()
                continue
            self._request()
            return data
        raise StopIteration
