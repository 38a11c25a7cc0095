"""Command-line arguments: https://docs.python.org/3.11/library/argparse.html, without subcommands and argument files."""

import re
import sys
from _argparse_help import (
    ArgumentDefaultsHelpFormatter, HelpFormatter, MetavarTypeHelpFormatter, RawDescriptionHelpFormatter,
    RawTextHelpFormatter,
)
from _refusals import refuse

__all__ = [
    "ArgumentParser", "ArgumentError", "ArgumentTypeError", "BooleanOptionalAction", "FileType", "HelpFormatter",
    "ArgumentDefaultsHelpFormatter", "RawDescriptionHelpFormatter", "RawTextHelpFormatter",
    "MetavarTypeHelpFormatter", "Namespace", "Action", "ONE_OR_MORE", "OPTIONAL", "PARSER", "REMAINDER", "SUPPRESS",
    "ZERO_OR_MORE",
]

SUPPRESS = "==SUPPRESS=="
OPTIONAL = "?"
ZERO_OR_MORE = "*"
ONE_OR_MORE = "+"
PARSER = "A..."
REMAINDER = "..."

_NUMBER = re.compile(r"^-\d+$|^-\d*\.\d+$")


class ArgumentTypeError(Exception):
    pass


class ArgumentError(Exception):
    def __init__(self, argument, message):
        self.argument_name = _name_of(argument)
        self.message = message

    def __str__(self):
        if self.argument_name is None:
            return self.message
        return f"argument {self.argument_name}: {self.message}"


def _name_of(action):
    if action is None:
        return None
    if action.option_strings:
        return "/".join(action.option_strings)
    if action.metavar not in (None, SUPPRESS):
        return action.metavar
    if action.dest not in (None, SUPPRESS):
        return action.dest
    if action.choices:
        return "{" + ",".join(action.choices) + "}"
    return None


class Namespace:
    def __init__(self, **kwargs):
        for name, value in kwargs.items():
            setattr(self, name, value)

    def __repr__(self):
        plain = [f"{name}={value!r}" for name, value in self.__dict__.items() if name.isidentifier()]
        others = {name: value for name, value in self.__dict__.items() if not name.isidentifier()}
        return f"{type(self).__name__}({', '.join([*plain, *([f'**{others!r}'] if others else [])])})"

    def __eq__(self, other):
        if not isinstance(other, Namespace):
            return NotImplemented
        return vars(self) == vars(other)

    def __contains__(self, key):
        return key in self.__dict__


class Action:
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        self.option_strings = option_strings
        self.dest = dest
        self.nargs = nargs
        self.const = const
        self.default = default
        self.type = type
        self.choices = choices
        self.required = required
        self.help = help
        self.metavar = metavar

    def __repr__(self):
        names = "option_strings dest nargs const default type choices required help metavar".split()
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError(".__call__() not defined")


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError(
                "nargs for store actions must be != 0; if you have nothing to store, actions such as store true or "
                "store const may be more appropriate")
        if const is not None and nargs != OPTIONAL:
            raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")
        super().__init__(option_strings, dest, nargs, const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, False, default, required, help)


def _copied(items):
    return [] if items is None else items[:] if type(items) is list else [*items]


class _AppendAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, **kwargs):
        if nargs == 0:
            raise ValueError(
                "nargs for append actions must be != 0; if arg strings are not supplying the value to append, the "
                "append const action may be more appropriate")
        if const is not None and nargs != OPTIONAL:
            raise ValueError(f"nargs must be {OPTIONAL!r} to supply const")
        super().__init__(option_strings, dest, nargs, const, **kwargs)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_copied(getattr(namespace, self.dest, None)), values])


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_copied(getattr(namespace, self.dest, None)), *values])


class _AppendConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help, metavar=metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, [*_copied(getattr(namespace, self.dest, None)), self.const])


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, 0, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        count = getattr(namespace, self.dest, None)
        setattr(namespace, self.dest, (0 if count is None else count) + 1)


class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        super().__init__(option_strings, dest, 0, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                 help="show program's version number and exit"):
        super().__init__(option_strings, dest, 0, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        version = parser.version if self.version is None else self.version
        formatter = parser._get_formatter()
        formatter.add_text(version)
        parser._print_message(formatter.format_help(), sys.stdout)
        parser.exit()


class BooleanOptionalAction(Action):
    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None,
                 metavar=None):
        names = []
        for name in option_strings:
            names.append(name)
            if name.startswith("--"):
                names.append("--no-" + name[2:])
        super().__init__(names, dest, 0, None, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, not option_string.startswith("--no-"))

    def format_usage(self):
        return " | ".join(self.option_strings)


class FileType:
    def __init__(self, mode="r", bufsize=-1, encoding=None, errors=None):
        refuse("argparse.FileType")


_ACTIONS = {
    None: _StoreAction, "store": _StoreAction, "store_const": _StoreConstAction, "store_true": _StoreTrueAction,
    "store_false": _StoreFalseAction, "append": _AppendAction, "append_const": _AppendConstAction,
    "count": _CountAction, "extend": _ExtendAction, "help": _HelpAction, "version": _VersionAction,
}


class _Container:
    """What arguments are added to: a parser, or a group of one."""

    def __init__(self, description=None, prefix_chars="-", argument_default=None, conflict_handler="error"):
        self.description = description
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        if conflict_handler not in ("error", "resolve"):
            raise ValueError(f"invalid conflict_resolution value: {conflict_handler!r}")
        self.conflict_handler = conflict_handler
        self._actions = []
        self._option_string_actions = {}
        self._action_groups = []
        self._mutually_exclusive_groups = []
        self._defaults = {}
        self._has_negative_number_optionals = []

    def register(self, registry_name, value, object):
        refuse("ArgumentParser.register")

    def set_defaults(self, **kwargs):
        self._defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        for action in self._actions:
            if action.dest == dest and action.default is not None:
                return action.default
        return self._defaults.get(dest)

    def add_argument(self, *args, **kwargs):
        if not args or len(args) == 1 and args[0][0] not in self.prefix_chars:
            if args and "dest" in kwargs:
                raise ValueError("dest supplied twice for positional argument")
            kwargs = self._positional(*args, **kwargs)
        else:
            kwargs = self._optional(*args, **kwargs)
        if "default" not in kwargs:
            dest = kwargs["dest"]
            if dest in self._defaults:
                kwargs["default"] = self._defaults[dest]
            elif self.argument_default is not None:
                kwargs["default"] = self.argument_default
        action_class = kwargs.pop("action", None)
        if isinstance(action_class, (str, type(None))):
            if action_class not in _ACTIONS:
                raise ValueError(f'unknown action "{action_class}"')
            action_class = _ACTIONS[action_class]
        elif not callable(action_class):
            raise ValueError(f'unknown action "{action_class}"')
        action = action_class(**kwargs)
        if action.type is not None and not callable(action.type):
            raise ValueError(f"{action.type!r} is not callable")
        if action.type is FileType:
            raise ValueError(f"{action.type!r} is a FileType class object, instance of it must be passed")
        try:
            HelpFormatter("")._format_args(action, None)
        except TypeError:
            raise ValueError("length of metavar tuple does not match nargs")
        return self._add_action(action)

    def _positional(self, dest, **kwargs):
        if "required" in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get("nargs")
        if nargs not in (OPTIONAL, ZERO_OR_MORE) or nargs == ZERO_OR_MORE and "default" not in kwargs:
            kwargs["required"] = True
        return {**kwargs, "dest": dest, "option_strings": []}

    def _optional(self, *args, **kwargs):
        for name in args:
            if name[0] not in self.prefix_chars:
                raise ValueError(
                    f"invalid option string {name!r}: must start with a character {self.prefix_chars!r}")
        dest = kwargs.pop("dest", None)
        if dest is None:
            long = [name for name in args if len(name) > 1 and name[1] in self.prefix_chars]
            dest = (long or args)[0].lstrip(self.prefix_chars)
            if not dest:
                raise ValueError(f"dest= is required for options like {args[0]!r}")
            dest = dest.replace("-", "_")
        return {**kwargs, "dest": dest, "option_strings": [*args]}

    def _add_action(self, action):
        self._check_conflict(action)
        self._actions.append(action)
        action.container = self
        for name in action.option_strings:
            self._option_string_actions[name] = action
            if _NUMBER.match(name) and not self._has_negative_number_optionals:
                self._has_negative_number_optionals.append(True)
        return action

    def _check_conflict(self, action):
        taken = [(name, self._option_string_actions[name])
                 for name in action.option_strings if name in self._option_string_actions]
        if not taken:
            return
        if self.conflict_handler == "error":
            word = "option string" + ("s" if len(taken) > 1 else "")
            raise ArgumentError(action, f"conflicting {word}: {', '.join(name for name, _ in taken)}")
        for name, other in taken:
            other.option_strings.remove(name)
            self._option_string_actions.pop(name, None)
            if not other.option_strings:
                other.container._remove_action(other)

    def _remove_action(self, action):
        self._actions.remove(action)

    def add_argument_group(self, *args, **kwargs):
        group = _ArgumentGroup(self, *args, **kwargs)
        self._action_groups.append(group)
        return group

    def add_mutually_exclusive_group(self, **kwargs):
        group = _MutuallyExclusiveGroup(self, **kwargs)
        self._mutually_exclusive_groups.append(group)
        return group


class _ArgumentGroup(_Container):
    def __init__(self, container, title=None, description=None, **kwargs):
        super().__init__(description, container.prefix_chars, container.argument_default, container.conflict_handler)
        self.title = title
        self._group_actions = []
        self._container = container
        self._actions = container._actions
        self._option_string_actions = container._option_string_actions
        self._defaults = container._defaults
        self._has_negative_number_optionals = container._has_negative_number_optionals
        self._mutually_exclusive_groups = container._mutually_exclusive_groups

    def _add_action(self, action):
        action = super()._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        super()._remove_action(action)
        self._group_actions.remove(action)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required

    def _add_action(self, action):
        if action.required:
            raise ValueError("mutually exclusive arguments must be optional")
        action = self._container._add_action(action)
        self._group_actions.append(action)
        return action

    def _remove_action(self, action):
        self._container._remove_action(action)
        self._group_actions.remove(action)


class ArgumentParser(_Container):
    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter,
                 prefix_chars="-", fromfile_prefix_chars=None, argument_default=None, conflict_handler="error",
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        super().__init__(description, prefix_chars, argument_default, conflict_handler)
        if fromfile_prefix_chars is not None:
            refuse("ArgumentParser(fromfile_prefix_chars=…)")
        self.prog = sys.argv[0].rpartition("/")[2] if prog is None else prog
        self.usage = usage
        self.epilog = epilog
        self.formatter_class = formatter_class
        self.add_help = add_help
        self.allow_abbrev = allow_abbrev
        self.exit_on_error = exit_on_error
        self._positionals = self.add_argument_group("positional arguments")
        self._optionals = self.add_argument_group("options")
        if add_help:
            prefix = "-" if "-" in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + "h", prefix * 2 + "help", action="help", default=SUPPRESS,
                              help="show this help message and exit")
        for parent in parents:
            self._take_over(parent)

    def _take_over(self, parent):
        for group in parent._action_groups:
            own = next((each for each in self._action_groups if each.title == group.title), None)
            own = own or self.add_argument_group(group.title, group.description)
            for action in group._group_actions:
                own._add_action(action)
        self._defaults.update(parent._defaults)

    def __repr__(self):
        names = "prog usage description formatter_class conflict_handler add_help".split()
        return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    def _add_action(self, action):
        (self._optionals if action.option_strings else self._positionals)._add_action(action)
        return action

    def add_subparsers(self, **kwargs):
        refuse("ArgumentParser.add_subparsers")

    def parse_args(self, args=None, namespace=None):
        namespace, rest = self.parse_known_args(args, namespace)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return namespace

    def parse_known_args(self, args=None, namespace=None):
        args = sys.argv[1:] if args is None else [*args]
        namespace = Namespace() if namespace is None else namespace
        for action in self._actions:
            if action.dest is not SUPPRESS and not hasattr(namespace, action.dest) and action.default is not SUPPRESS:
                setattr(namespace, action.dest, action.default)
        for dest, value in self._defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        if not self.exit_on_error:
            return _Parse(self, args, namespace).run()
        try:
            return _Parse(self, args, namespace).run()
        except ArgumentError as error:
            self.error(str(error))

    parse_intermixed_args = parse_args
    parse_known_intermixed_args = parse_known_args

    def convert_arg_line_to_args(self, arg_line):
        return [arg_line]

    def _value(self, action, text):
        convert = (lambda value: value) if action.type is None else action.type
        try:
            return convert(text)
        except ArgumentTypeError as error:
            raise ArgumentError(action, str(error))
        except (TypeError, ValueError):
            name = getattr(action.type, "__name__", repr(action.type))
            raise ArgumentError(action, f"invalid {name} value: {text!r}")

    def _check_value(self, action, value):
        if action.choices is not None and value not in action.choices:
            raise ArgumentError(
                action, f"invalid choice: {value!r} (choose from {', '.join(map(repr, action.choices))})")

    def _get_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return formatter.format_help()

    def format_help(self):
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def print_usage(self, file=None):
        self._print_message(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        self._print_message(self.format_help(), sys.stdout if file is None else file)

    def _print_message(self, message, file=None):
        if message:
            (sys.stderr if file is None else file).write(message)

    def exit(self, status=0, message=None):
        if message:
            self._print_message(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: error: {message}\n")


class _Parse:
    """One reading of a command line. Options stand anywhere; what is between them is given to the positionals, as many
    as fit at a time, greedily and in order."""

    def __init__(self, parser, args, namespace):
        self.parser = parser
        self.args = args
        self.namespace = namespace
        self.rest = []
        self.seen = set()
        self.seen_non_default = set()
        self.positionals = [action for action in parser._actions if not action.option_strings]
        self.options = {}
        pattern = []
        after = False
        for i, text in enumerate(args):
            found = None if after or text == "--" else self._option_of(text)
            if not after and text == "--":
                pattern.append("-")
                after = True
            elif found is None:
                pattern.append("A")
            else:
                self.options[i] = found
                pattern.append("O")
        self.pattern = "".join(pattern)

    def _option_of(self, text):
        """The option that a text names, as (action, name, explicit value); None for a plain argument."""
        parser = self.parser
        if not text or text[0] not in parser.prefix_chars:
            return None
        known = parser._option_string_actions
        if text in known:
            return known[text], text, None
        if len(text) == 1:
            return None
        name, equals, value = text.partition("=")
        if equals and name in known:
            return known[name], name, value
        found = self._abbreviated(text)
        if len(found) > 1:
            matches = ", ".join(name for _, name, _ in found)
            parser.error(f"ambiguous option: {text} could match {matches}")
        if found:
            return found[0]
        if _NUMBER.match(text) and not parser._has_negative_number_optionals:
            return None
        if " " in text:
            return None
        return None, text, None

    def _abbreviated(self, text):
        parser = self.parser
        known = parser._option_string_actions
        if text[1] in parser.prefix_chars:
            if not parser.allow_abbrev:
                return []
            prefix, equals, value = text.partition("=")
            return [(action, name, value if equals else None)
                    for name, action in known.items() if name.startswith(prefix)]
        found = []
        for name, action in known.items():
            if name == text[:2]:
                found.append((action, name, text[2:]))
            elif name.startswith(text):
                found.append((action, name, None))
        return found

    def run(self):
        at = 0
        last = max(self.options, default=-1)
        while at <= last:
            following = min(index for index in self.options if index >= at)
            if at != following:
                stop = self._take_positionals(at)
                if stop > at:
                    at = stop
                    continue
            if at not in self.options:
                self.rest.extend(self.args[at:following])
                at = following
            at = self._take_option(at)
        stop = self._take_positionals(at)
        self.rest.extend(self.args[stop:])
        self._check_all()
        return self.namespace, self.rest

    def _act(self, action, texts, name=None):
        parser = self.parser
        self.seen.add(action)
        values = self._values(action, texts)
        if values is not action.default:
            self.seen_non_default.add(action)
            for group in parser._mutually_exclusive_groups:
                if action in group._group_actions:
                    for other in group._group_actions:
                        if other is not action and other in self.seen_non_default:
                            raise ArgumentError(action, f"not allowed with argument {_name_of(other)}")
        if values is not SUPPRESS:
            action(parser, self.namespace, values, name)

    def _take_option(self, start):
        action, name, explicit = self.options[start]
        todo = []
        while True:
            if action is None:
                self.rest.append(self.args[start])
                return start + 1
            if explicit is None:
                begin = start + 1
                stop = begin + self._count(action, self.pattern[begin:])
                todo.append((action, self.args[begin:stop], name))
                break
            count = self._count(action, "A")
            if count == 0 and name[1] not in self.parser.prefix_chars and explicit != "":
                # Short options without values in one word: -xyz.
                todo.append((action, [], name))
                name = name[0] + explicit[0]
                explicit = explicit[1:] or None
                if name not in self.parser._option_string_actions:
                    raise ArgumentError(action, f"ignored explicit argument {name[1] + (explicit or '')!r}")
                action = self.parser._option_string_actions[name]
            elif count == 1:
                stop = start + 1
                todo.append((action, [explicit], name))
                break
            else:
                raise ArgumentError(action, f"ignored explicit argument {explicit!r}")
        for each in todo:
            self._act(*each)
        return stop

    def _take_positionals(self, start):
        counts = []
        for i in range(len(self.positionals), 0, -1):
            pattern = "".join(self._nargs_pattern(action) for action in self.positionals[:i])
            match = re.match(pattern, self.pattern[start:])
            if match is not None:
                counts = [len(text) for text in match.groups()]
                break
        for action, count in zip(self.positionals, counts):
            texts = self.args[start:start + count]
            start += count
            self._act(action, texts)
        self.positionals = self.positionals[len(counts):]
        return start

    def _nargs_pattern(self, action):
        nargs = action.nargs
        if nargs is None:
            pattern = "(-*A-*)"
        elif nargs == OPTIONAL:
            pattern = "(-*A?-*)"
        elif nargs == ZERO_OR_MORE:
            pattern = "(-*[A-]*)"
        elif nargs == ONE_OR_MORE:
            pattern = "(-*A[A-]*)"
        elif nargs == REMAINDER:
            pattern = "([-AO]*)"
        elif nargs == PARSER:
            pattern = "(-*A[-AO]*)"
        elif nargs == SUPPRESS:
            pattern = "(-*-*)"
        else:
            pattern = f"(-*{'-*'.join('A' * nargs)}-*)"
        if action.option_strings:
            pattern = pattern.replace("-*", "").replace("-", "")
        return pattern

    def _count(self, action, pattern):
        match = re.match(self._nargs_pattern(action), pattern)
        if match is not None:
            return len(match.group(1))
        words = {None: "expected one argument", OPTIONAL: "expected at most one argument",
                 ONE_OR_MORE: "expected at least one argument"}
        message = words.get(action.nargs)
        if message is None:
            message = f"expected {action.nargs} argument{'' if action.nargs == 1 else 's'}"
        raise ArgumentError(action, message)

    def _values(self, action, texts):
        parser = self.parser
        nargs = action.nargs
        if nargs not in (PARSER, REMAINDER) and "--" in texts:
            texts = [*texts]
            texts.remove("--")
        if not texts and nargs == OPTIONAL:
            value = action.const if action.option_strings else action.default
            if isinstance(value, str):
                value = parser._value(action, value)
                parser._check_value(action, value)
            return value
        if not texts and nargs == ZERO_OR_MORE and not action.option_strings:
            if action.default is not None:
                parser._check_value(action, action.default)
                return action.default
            return texts
        if len(texts) == 1 and nargs in (None, OPTIONAL):
            value = parser._value(action, texts[0])
            parser._check_value(action, value)
            return value
        values = [parser._value(action, text) for text in texts]
        if nargs == REMAINDER:
            return values
        if nargs == SUPPRESS:
            return SUPPRESS
        for value in values:
            parser._check_value(action, value)
        return values

    def _check_all(self):
        parser = self.parser
        missing = []
        for action in parser._actions:
            if action in self.seen:
                continue
            if action.required:
                missing.append(_name_of(action))
            elif (action.default is not None and isinstance(action.default, str)
                  and hasattr(self.namespace, action.dest) and action.default is getattr(self.namespace, action.dest)):
                # Texts as defaults are read as if they had been given.
                setattr(self.namespace, action.dest, parser._value(action, action.default))
        if missing:
            parser.error(f"the following arguments are required: {', '.join(missing)}")
        for group in parser._mutually_exclusive_groups:
            if group.required and not any(action in self.seen_non_default for action in group._group_actions):
                names = [_name_of(action) for action in group._group_actions if action.help is not SUPPRESS]
                parser.error(f"one of the arguments {' '.join(names)} is required")
