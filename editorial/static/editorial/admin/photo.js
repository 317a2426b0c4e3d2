/** The page of a photo: each help finds its own elements by their data- attributes. */
import { showCuts } from "./cuts.js";
import { focalPoint } from "./focal-point.js";
import { followPictures } from "./pictures.js";
import { takeFromFile } from "./taking.js";

for (const cropping of document.querySelectorAll("[data-cropping]")) {
  const picture = cropping.querySelector("[data-focal-point]");
  focalPoint(picture, showCuts(cropping));
  cropping.querySelector("[data-how]").hidden = !picture.classList.contains("takes-clicks");
}
for (const button of document.querySelectorAll("[data-take]")) takeFromFile(button);
for (const place of document.querySelectorAll("[data-pictures]")) followPictures(place);
// The form is long: whoever is told of an error stands at it, not above the picture.
const wrong = document.querySelector(".errors :is(input, textarea, select)");
wrong?.focus({ preventScroll: true });
wrong?.scrollIntoView({ block: "center" });
