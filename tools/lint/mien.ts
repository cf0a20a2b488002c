/** House rules that the stock linter does not know. */
const plugin: Deno.lint.Plugin = {
  name: "mien",
  rules: {
    /** Randomness is an argument in lib (see `lib/core/rng.ts`): a hidden draw cannot be repeated. */
    "no-math-random": {
      create(context) {
        if (!/[\\/]lib[\\/]/.test(context.filename)) return {};
        return {
          'MemberExpression[object.name="Math"][property.name="random"]'(node) {
            context.report({
              node,
              message: "Math.random cannot be seeded",
              hint: "Take an Rng as an argument",
            });
          },
        };
      },
    },
  },
};

export default plugin;
