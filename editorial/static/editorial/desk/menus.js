/**
 * Menus (`details[data-menu]`): one is open at a time, and it closes by the escape key, or when one goes elsewhere.
 * @param {object} desk gets `closeMenus`
 */
export function menus(desk) {
  const open = () => [...desk.root.querySelectorAll("details[data-menu][open]")];

  /** @param {Element} [within] a menu around this stays open */
  desk.closeMenus = (within) => {
    for (const menu of open()) if (!menu.contains(within ?? null)) menu.open = false;
  };

  function escape() {
    const [menu] = open();
    if (!menu) return false;
    menu.open = false;
    menu.querySelector("summary").focus();
    return true;
  }

  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, ({ target }) => desk.closeMenus(target));
  }
  desk.shortcuts.add({ keys: "Escape", act: escape });
}
