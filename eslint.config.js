import js from "@eslint/js";
import globals from "globals";

const strict = {
  "array-callback-return": "error",
  "consistent-return": "error",
  curly: ["error", "multi-line"],
  eqeqeq: "error",
  "no-console": "error",
  "no-eval": "error",
  "no-implied-eval": "error",
  "no-shadow": "error",
  "no-var": "error",
  "prefer-const": "error",
};

export default [
  { ignores: [".venv/", "node_modules/", "var/", "media/"] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" }, rules: strict },
  {
    files: ["editorial/static/**/*.js"],
    languageOptions: { sourceType: "module", globals: globals.browser },
  },
  {
    // What runs inside the text editor is loaded by it as a plain script.
    files: ["editorial/static/**/ckeditor/**/*.js"],
    languageOptions: { sourceType: "script", globals: { ...globals.browser, CKEDITOR: "readonly" } },
  },
  {
    files: ["tests/js/**/*.js", "*.config.js"],
    languageOptions: { sourceType: "module", globals: globals.node },
  },
];
