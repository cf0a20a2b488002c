"""Lets papermill set the parameters of Mien's notebooks.

Papermill writes parameters as code of the notebook's language and knows no TypeScript. This module
teaches it: the values go through `parameters()` of the library, which checks names and kinds, so
that a wrong one stops the notebook at its first cell.
"""

import json

from papermill.engines import NBClientEngine
from papermill.translators import Translator, papermill_translators


class TypeScriptTranslator(Translator):
    """Parameters as a cell for Deno's kernel."""

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        values = json.dumps(parameters, indent=2, ensure_ascii=False)
        return (
            f"// {comment}\n"
            'import { parameters } from "#lib/notebook/parameters.ts";\n'
            f"const {{ fast, seed, dataFolder }} = parameters({values});\n"
        )


class DenoEngine(NBClientEngine):
    """Papermill's usual engine; its name here makes papermill load this module."""


papermill_translators.register("typescript", TypeScriptTranslator)
