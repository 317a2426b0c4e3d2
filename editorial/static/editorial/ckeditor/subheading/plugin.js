/* A button that makes a line a subheading (h3), and a paragraph again. */
"use strict";

CKEDITOR.plugins.add("subheading", {
  init(editor) {
    const style = new CKEDITOR.style({ element: "h3" });
    editor.attachStyleStateChange(style, (state) => {
      if (!editor.readOnly) editor.getCommand("subheading").setState(state);
    });
    editor.addCommand("subheading", new CKEDITOR.styleCommand(style, { allowedContent: "h3" }));
    editor.ui.addButton("Subheading", {
      label: editor.config.words.subheading,
      command: "subheading",
      icon: `${this.path}icon.svg`,
    });
  },
});
