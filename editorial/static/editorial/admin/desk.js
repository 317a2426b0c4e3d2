/** The desk's small helps: each finds its own elements by their data- attributes. */
import { countCharacters } from "./counter.js";
import { setByClick } from "./focal-point.js";

for (const field of document.querySelectorAll("[data-count-to], [data-count-near]")) countCharacters(field);
for (const picture of document.querySelectorAll("[data-focal-point]")) setByClick(picture);
