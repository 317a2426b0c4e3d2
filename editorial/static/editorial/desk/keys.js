/**
 * What is pressed, as shortcuts are written.
 * @param {KeyboardEvent} event
 */
export function pressed(event) {
  const isCharacter = event.key.length === 1;
  // On many keyboards AltGr, which makes a character, looks like Ctrl and Alt.
  const isPlain = isCharacter && event.getModifierState("AltGraph");
  const parts = isPlain ? [] : [(event.ctrlKey || event.metaKey) && "Mod", event.altKey && "Alt"];
  if (!isCharacter) parts.push(event.shiftKey && "Shift");
  return [...parts, isCharacter && !event.shiftKey ? event.key.toLowerCase() : event.key].filter(Boolean).join("+");
}
