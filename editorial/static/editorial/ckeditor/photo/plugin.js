/*
 * A photo within a text. The text holds <figure data-photo="42"></figure>, with a <figcaption> inside where this
 * place has a caption of its own, and nothing else: picture, alternative text, caption and credit are the library's,
 * shown here while one writes and put in by the server for readers.
 */
"use strict";

(() => {
  const INSERT_KEY = CKEDITOR.ALT + CKEDITOR.SHIFT + 80; // P
  const CAPTION = { selector: "figcaption", allowedContent: "br" }; // no more than plain text, on lines

  const own = (tag, name) => {
    const made = document.createElement(tag);
    made.className = name;
    return made;
  };

  /** Show what the library says of the photo. Runs again when undo has put an older state of the element back. */
  function show(widget, photo, words) {
    const figure = widget.element.$;
    figure.querySelectorAll(".photo-shown").forEach((shown) => shown.remove());
    const facts = own("div", "photo-shown photo-facts");
    const line = (name, text) => {
      if (text) facts.append(Object.assign(own("p", name), { textContent: text }));
    };
    if (photo) {
      const picture = Object.assign(own("img", "photo-shown"), { src: photo.thumbnail, alt: photo.alternative_text });
      if (photo.thumbnail) figure.prepend(picture);
      line("photo-forbidden", photo.obstacle);
      line("photo-alternative", photo.alternative_text);
      line("photo-credit", photo.credit_line);
      line("photo-missing", photo.missing.length ? `${words.missing} ${photo.missing.join(", ")}` : "");
    } else {
      line("photo-missing", words.unknown);
    }
    figure.append(facts);
    figure.querySelector("figcaption").setAttribute("data-photo-caption", photo?.caption || words.own_caption);
  }

  /** Whether the caption has no words; then nothing is left in it, and what the library says shows through. */
  function emptied(caption) {
    const isEmpty = !caption.getText().replace(/\u200b/g, "").trim();
    if (isEmpty) caption.setHtml("");
    return isEmpty;
  }

  /** What is stored: the photo's key, and this place's caption where it has words. */
  function stored(widget) {
    const figure = new CKEDITOR.htmlParser.element("figure", { "data-photo": widget.element.data("photo") });
    const caption = widget.editables.caption.getData();
    if (caption.trim()) {
      const figcaption = new CKEDITOR.htmlParser.element("figcaption");
      figcaption.setHtml(caption);
      figure.add(figcaption);
    }
    return figure;
  }

  /**
   * Where a photo goes: the block of the text's top level in which the cursor stands, now or when it was `last` there.
   * Nothing selected is replaced.
   */
  function placeOf(editor, last) {
    // A copy, as it is changed here. The editor may still name a place that is out of the text by now.
    const range = (last ?? editor.getSelection()?.getRanges()[0])?.clone();
    const isInText = range && editor.editable().$.contains(range.startContainer.$);
    if (!isInText) return { block: editor.editable().getLast(), isBefore: false };
    const isAtStart = range.collapsed && range.checkStartOfBlock();
    range.collapse(false);
    const around = new CKEDITOR.dom.elementPath(range.startContainer, editor.editable()).elements;
    const block = around.filter((element) => element.getParent()?.equals(editor.editable())).pop();
    return { block: block ?? editor.editable().getLast(), isBefore: isAtStart };
  }

  /** The browser's own selection, if it is in the text: as of this moment, before the editor notices. @returns {?Range} */
  function selectionIn(editor) {
    const selection = getSelection();
    const isInText = selection.rangeCount && editor.editable().$.contains(selection.focusNode);
    return isInText ? selection.getRangeAt(0).cloneRange() : null;
  }

  /** A range of the browser's, which moves along with the text, as one of the editor's. */
  function editorsOwn(editor, { startContainer, startOffset, endContainer, endOffset }) {
    const range = new CKEDITOR.dom.range(editor.editable());
    range.setStart(new CKEDITOR.dom.node(startContainer), startOffset);
    range.setEnd(new CKEDITOR.dom.node(endContainer), endOffset);
    return range;
  }

  function insert(editor, photo, { block, isBefore }) {
    editor.fire("saveSnapshot");
    const figure = new CKEDITOR.dom.element("figure", editor.document);
    figure.data("photo", String(photo.id));
    const wrapper = editor.widgets.wrapElement(figure, "photo");
    if (!block) editor.editable().append(wrapper);
    else if (isBefore) wrapper.insertBefore(block);
    else wrapper.insertAfter(block);
    editor.widgets.initOn(figure, "photo");
    goOnAfter(editor, wrapper);
    editor.fire("saveSnapshot");
  }

  /** The cursor stands in the paragraph that follows: one made for it, where there is none. */
  function goOnAfter(editor, wrapper) {
    let next = wrapper.getNext();
    if (!next?.is?.("p", "h3", "h4")) {
      next = new CKEDITOR.dom.element("p", editor.document);
      next.appendBogus();
      next.insertAfter(wrapper);
    }
    const range = editor.createRange();
    editor.focus();
    range.moveToElementEditStart(next);
    range.select();
  }

  function upcast(element) {
    if (element.name !== "figure" || !element.attributes["data-photo"]) return false;
    const caption = element.getFirst("figcaption");
    element.children.filter((child) => child !== caption).forEach((child) => child.remove());
    return true;
  }

  function define(editor) {
    const { words } = editor.config;
    editor.widgets.add("photo", {
      allowedContent: "figure[!data-photo]; figcaption",
      requiredContent: "figure[data-photo]",
      pathName: words.photo,
      editables: { caption: CAPTION },
      upcast,
      downcast() { return stored(this); },
      init() {
        if (!this.editables.caption) {
          this.element.append(new CKEDITOR.dom.element("figcaption", editor.document));
          this.initEditable("caption", CAPTION);
        }
        const { caption } = this.editables;
        emptied(caption);
        // A click alone would find no place for the cursor in an empty caption.
        caption.on("click", () => emptied(caption) && caption.focus());
        caption.on("blur", () => emptied(caption));
        // Without a picture until the answer has come; a photo that could not be asked for is kept all the same.
        editor.photos.find(Number(this.element.data("photo"))).then(
          (photo) => this.isInited() && show(this, photo, words),
          () => editor.showNotification(words.failed, "warning"),
        );
      },
      edit(event) {
        event.cancel();
        emptied(this.editables.caption);
        this.editables.caption.focus();
      },
    });
  }

  CKEDITOR.plugins.add("photo", {
    requires: "widget,photochooser",
    init(editor) {
      define(editor);
      editor.addCommand("photo", {
        async: true,
        exec() {
          const place = placeOf(editor);
          editor.photos.choose().then((photo) => {
            if (photo) insert(editor, photo, place);
            else editor.focus();
            editor.fire("afterCommandExec", { name: "photo", command: this });
          });
        },
      });
      editor.setKeystroke(INSERT_KEY, "photo");
      editor.ui.addButton("Photo", {
        label: `${editor.config.words.insert} (Alt+Shift+P)`,
        command: "photo",
        icon: `${this.path}icon.svg`,
      });
    },
    /** Once the chooser has made `editor.photos`. */
    afterInit(editor) {
      let last = null;
      const note = () => (last = selectionIn(editor) ?? last);
      // Not at the editor's own "blur", which comes late: by then the cursor may stand in another field. And at every
      // move, as a click elsewhere may take the selection along before the editor is left.
      editor.on("contentDom", () => {
        const editable = editor.editable();
        editable.attachListener(editable, "focusout", note);
        editable.attachListener(editor.document, "selectionchange", () => editable.$.contains(document.activeElement) && note());
      });
      // For the page around the editor: a photo goes where the cursor was when the editor was left.
      editor.photos.insert = (photo) => {
        const { $: text } = editor.editable();
        const isAway = !text.contains(document.activeElement);
        const isThere = isAway && last && text.contains(last.startContainer);
        insert(editor, photo, placeOf(editor, isThere ? editorsOwn(editor, last) : undefined));
      };
    },
  });
})();
