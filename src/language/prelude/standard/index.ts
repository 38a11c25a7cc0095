// The standard library's modules that are written in the language itself: module name → its text.

import type { LibraryFile } from "../file";
import abc from "./abc.py";
import argparse from "./argparse.py";
import argparseHelp from "./argparse_help.py";
import collections from "./collections.py";
import collectionsAbc from "./collections_abc.py";
import collectionsCore from "./collections_core.py";
import contextlib from "./contextlib.py";
import copy from "./copy.py";
import dataclasses from "./dataclasses.py";
import datetime from "./datetime.py";
import decimal from "./decimal.py";
import enumeration from "./enum.py";
import fractions from "./fractions.py";
import functools from "./functools.py";
import heapq from "./heapq.py";
import inspect from "./inspect.py";
import io from "./io.py";
import json from "./json.py";
import logging from "./logging.py";
import numbers from "./numbers.py";
import operator from "./operator.py";
import pprint from "./pprint.py";
import random from "./random.py";
import re from "./re.py";
import reprlib from "./reprlib.py";
import reprs from "./reprs.py";
import statistics from "./statistics.py";
import string from "./string.py";
import stringClasses from "./string_classes.py";
import textwrap from "./textwrap.py";
import types from "./types.py";
import typing from "./typing.py";
import typingClasses from "./typing_classes.py";
import userCollections from "./user_collections.py";
import warnings from "./warnings.py";

export const standardSources: ReadonlyMap<string, LibraryFile> = new Map([
  ["_argparse_help", argparseHelp],
  ["_collections", collectionsCore],
  ["_reprs", reprs],
  ["_string_classes", stringClasses],
  ["_typing_classes", typingClasses],
  ["_user_collections", userCollections],
  ["abc", abc],
  ["argparse", argparse],
  ["collections", collections],
  ["collections.abc", collectionsAbc],
  ["contextlib", contextlib],
  ["copy", copy],
  ["dataclasses", dataclasses],
  ["datetime", datetime],
  ["decimal", decimal],
  ["enum", enumeration],
  ["fractions", fractions],
  ["functools", functools],
  ["heapq", heapq],
  ["inspect", inspect],
  ["io", io],
  ["json", json],
  ["logging", logging],
  ["numbers", numbers],
  ["operator", operator],
  ["pprint", pprint],
  ["random", random],
  ["re", re],
  ["reprlib", reprlib],
  ["statistics", statistics],
  ["string", string],
  ["textwrap", textwrap],
  ["types", types],
  ["typing", typing],
  ["warnings", warnings],
]);
