/** The longest function that a notebook may hold; longer ones belong into lib, where tests are. */
const LINES_OF_FUNCTION = 5;

/** Rules for the cells of notebooks, which are linted as files named `*.cells.ts`. */
const plugin: Deno.lint.Plugin = {
  name: "notebook",
  rules: {
    "short-functions": {
      create(context) {
        if (!context.filename.endsWith(".cells.ts")) return {};
        return {
          ":matches(FunctionDeclaration, FunctionExpression, ArrowFunctionExpression)"(node) {
            const text = context.sourceCode.getText(node);
            const lines = text.split("\n").length;
            if (lines <= LINES_OF_FUNCTION) return;
            context.report({
              node,
              message: `a function of ${lines} lines: at most ${LINES_OF_FUNCTION} in a notebook`,
              hint: "Move it into lib",
            });
          },
        };
      },
    },
    /** The kernel misplaces what arrives after the cell has ended. */
    "awaited-display": {
      create(context) {
        if (!context.filename.endsWith(".cells.ts")) return {};
        return {
          "ExpressionStatement > CallExpression[callee.name=/^show([A-Z]|$)/]"(node) {
            const text = context.sourceCode.getText(node).split("(")[0];
            context.report({ node, message: `${text}(…) is not awaited`, hint: "Write await" });
          },
        };
      },
    },
  },
};

export default plugin;
