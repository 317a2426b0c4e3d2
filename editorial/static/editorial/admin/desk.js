/** The desk's small helps: each finds its own elements by their data- attributes. */
import { countCharacters } from "./counter.js";

for (const field of document.querySelectorAll("[data-count-to], [data-count-near]")) countCharacters(field);
