"""Fills a template of the catalog with the words of one paper. Templates only print: they run in a sandbox."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from forms.message import message
from forms.notices.refusal import PaperRefused

_environment = ImmutableSandboxedEnvironment(
    autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False
)
_environment.globals.clear()


def render_html(template: str, context: Mapping[str, object]) -> str:
    """The HTML of a paper; every value is escaped.

    Raises `PaperRefused` for a template that does not parse, asks for an unknown name or leaves the sandbox.
    """
    try:
        return _environment.from_string(template).render(context)
    except TemplateSyntaxError as error:
        raise _broken(error, line=error.lineno) from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise _broken(error, line=_line_of(error)) from error


def _broken(error: Exception, *, line: int) -> PaperRefused:
    return PaperRefused(message("papers.template_broken", line=line, reason=error))


def _line_of(error: Exception) -> int:
    """The template's line where it happened: Jinja2 maps the innermost `<template>` frame to it."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
