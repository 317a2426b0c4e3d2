/* The link dialog offers what the server keeps: web addresses, this site's own, and e-mail. */
"use strict";

(() => {
  const KINDS = ["url", "email"];
  const PROTOCOLS = ["https://", "http://", ""];

  const keep = (field, values) => {
    field.items = field.items.filter(([label, value = label]) => values.includes(value));
  };

  CKEDITOR.on("dialogDefinition", ({ data: { name, definition } }) => {
    if (name !== "link") return;
    const info = definition.getContents("info");
    keep(info.get("linkType"), KINDS);
    keep(info.get("protocol"), PROTOCOLS);
  });

  CKEDITOR.plugins.add("links", { requires: "link" });
})();
