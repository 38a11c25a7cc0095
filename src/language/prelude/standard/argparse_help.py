# The texts of argparse's usage and help, laid out within 78 columns.

import re
from textwrap import TextWrapper

_SUPPRESS = "==SUPPRESS=="


class HelpFormatter:
    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        width = 78 if width is None else width
        self._prog = prog
        self._indent_increment = indent_increment
        self._max_help_position = min(max_help_position, max(width - 20, indent_increment * 2))
        self._width = width
        self._indent = 0
        self._longest = 0
        self._sections = [[]]

    def start_section(self, heading):
        self._indent += self._indent_increment
        self._sections.append([heading])

    def end_section(self):
        self._indent -= self._indent_increment
        heading, *parts = self._sections.pop()
        indent = self._indent

        def section():
            text = "".join(part() for part in parts)
            if not text:
                return ""
            title = "" if heading is _SUPPRESS or heading is None else f"{' ' * indent}{heading}:\n"
            return f"\n{title}{text}\n"

        self._sections[-1].append(section)

    def add_text(self, text):
        if text is not _SUPPRESS and text is not None:
            indent = self._indent
            self._sections[-1].append(lambda: self._format_text(text, indent))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not _SUPPRESS:
            self._sections[-1].append(lambda: self._format_usage(usage, actions, groups, prefix))

    def add_arguments(self, actions):
        for action in actions:
            if action.help is not _SUPPRESS:
                self._longest = max(self._longest, len(self._invocation(action)) + self._indent)
                indent = self._indent
                self._sections[-1].append(lambda action=action: self._format_action(action, indent))

    def format_help(self):
        text = "".join(part() for part in self._sections[0])
        if text:
            text = re.sub(r"\n\n\n+", "\n\n", text).strip("\n") + "\n"
        return text

    def _format_text(self, text, indent):
        if "%(prog)" in text:
            text = text % dict(prog=self._prog)
        return self._fill_text(text, max(self._width - indent, 11), " " * indent) + "\n\n"

    def _fill_text(self, text, width, indent):
        text = re.sub(r"\s+", " ", text).strip()
        return TextWrapper(width, initial_indent=indent, subsequent_indent=indent).fill(text)

    def _split_lines(self, text, width):
        return TextWrapper(width).wrap(re.sub(r"\s+", " ", text).strip())

    def _format_usage(self, usage, actions, groups, prefix):
        prefix = "usage: " if prefix is None else prefix
        if usage is not None:
            usage = usage % dict(prog=self._prog)
        elif not actions:
            usage = self._prog
        else:
            optionals = self._usage_parts([each for each in actions if each.option_strings], groups)
            positionals = self._usage_parts([each for each in actions if not each.option_strings], groups)
            usage = " ".join([self._prog, *optionals, *positionals])
            width = self._width - self._indent
            if len(prefix) + len(usage) > width:
                usage = self._wrapped_usage(prefix, optionals, positionals, width)
        return f"{prefix}{usage}\n\n"

    def _wrapped_usage(self, prefix, optionals, positionals, width):
        def lines(parts, indent, first=None):
            found, line = [], []
            length = (len(first) if first is not None else len(indent)) - 1
            for part in parts:
                if length + 1 + len(part) > width and line:
                    found.append(indent + " ".join(line))
                    line = []
                    length = len(indent) - 1
                line.append(part)
                length += len(part) + 1
            if line:
                found.append(indent + " ".join(line))
            if first is not None and found:
                found[0] = found[0][len(indent):]
            return found

        prog = self._prog
        if len(prefix) + len(prog) <= 0.75 * width:
            indent = " " * (len(prefix) + len(prog) + 1)
            if optionals:
                return "\n".join(lines([prog, *optionals], indent, prefix) + lines(positionals, indent))
            return "\n".join(lines([prog, *positionals], indent, prefix)) if positionals else prog
        indent = " " * len(prefix)
        parts = lines([*optionals, *positionals], indent)
        if len(parts) > 1:
            parts = lines(optionals, indent) + lines(positionals, indent)
        return "\n".join([prog, *parts])

    def _usage_parts(self, actions, groups):
        """One text for each action, groups of those that exclude each other in one."""
        parts = []
        i = 0
        while i < len(actions):
            group = next((each for each in groups if each._group_actions
                          and actions[i:i + len(each._group_actions)] == each._group_actions), None)
            if group is None:
                parts.append(self._usage_part(actions[i], False))
                i += 1
                continue
            inside = [self._usage_part(each, True) for each in group._group_actions]
            text = " | ".join(each for each in inside if each)
            if len([each for each in inside if each]) > 1 or not group.required:
                text = f"({text})" if group.required else f"[{text}]"
            if any(inside):
                parts.append(text)
            i += len(group._group_actions)
        return [part for part in parts if part]

    def _usage_part(self, action, in_group):
        if action.help is _SUPPRESS:
            return ""
        if not action.option_strings:
            default = self._metavar_of(action, action.dest)
            part = self._format_args(action, default)
            return part[1:-1] if in_group and part[:1] == "[" and part[-1:] == "]" else part
        part = action.format_usage()
        if action.nargs != 0:
            part = f"{action.option_strings[0]} {self._format_args(action, self._default_optional(action))}"
        return part if action.required or in_group else f"[{part}]"

    def _default_optional(self, action):
        return action.dest.upper()

    def _default_positional(self, action):
        return action.dest

    def _metavar_of(self, action, default):
        if action.metavar is not None:
            return action.metavar
        if action.choices is not None:
            return "{" + ",".join(str(choice) for choice in action.choices) + "}"
        return default

    def _format_args(self, action, default):
        metavar = self._metavar_of(action, default)
        def named(size):
            return metavar if isinstance(metavar, tuple) else (metavar,) * size
        nargs = action.nargs
        if nargs is None:
            return "%s" % named(1)
        if nargs == "?":
            return "[%s]" % named(1)
        if nargs == "*":
            names = named(1)
            return "[%s [%s ...]]" % names if len(names) == 2 else "[%s ...]" % names
        if nargs == "+":
            return "%s [%s ...]" % named(2)
        if nargs == "...":
            return "..."
        if nargs == "A...":
            return "%s ..." % named(1)
        if nargs == _SUPPRESS:
            return ""
        if not isinstance(nargs, int):
            raise ValueError("invalid nargs value")
        return " ".join("%s" for _ in range(nargs)) % named(nargs)

    def _invocation(self, action):
        if not action.option_strings:
            default = self._metavar_of(action, self._default_positional(action))
            return default if isinstance(default, str) else " ".join(default)
        if action.nargs == 0:
            return ", ".join(action.option_strings)
        args = self._format_args(action, self._default_optional(action))
        return ", ".join(f"{name} {args}" for name in action.option_strings)

    def _get_help_string(self, action):
        return action.help

    def _expanded(self, action):
        values = {**vars(action), "prog": self._prog}
        values = {name: getattr(value, "__name__", value) for name, value in values.items() if value is not _SUPPRESS}
        if values.get("choices") is not None:
            values["choices"] = ", ".join(str(choice) for choice in values["choices"])
        return self._get_help_string(action) % values

    def _format_action(self, action, indent):
        position = min(self._longest + 2, self._max_help_position)
        width = max(self._width - position, 11)
        room = position - indent - 2
        head = self._invocation(action)
        margin = " " * indent
        if not action.help or not action.help.strip():
            return f"{margin}{head}\n"
        first = 0
        if len(head) <= room:
            text = f"{margin}{head:<{room}}  "
        else:
            text = f"{margin}{head}\n"
            first = position
        lines = self._split_lines(self._expanded(action), width)
        text += f"{' ' * first}{lines[0]}\n"
        return text + "".join(f"{' ' * position}{line}\n" for line in lines[1:])


class RawDescriptionHelpFormatter(HelpFormatter):
    def _fill_text(self, text, width, indent):
        return "".join(indent + line for line in text.splitlines(keepends=True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    def _get_help_string(self, action):
        text = action.help
        if text is None:
            text = ""
        shown = action.option_strings or action.nargs in ("?", "*")
        if "%(default)" not in text and action.default is not _SUPPRESS and shown:
            text += " (default: %(default)s)"
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    def _default_optional(self, action):
        return action.type.__name__

    def _default_positional(self, action):
        return action.type.__name__
