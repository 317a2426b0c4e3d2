import { Unreachable } from "./asking.js";

/**
 * For `catch`: nothing, where the network or the server was gone. Any other fault is one of the page.
 * @param {Error} fault
 */
export function ifUnreachable(fault) {
  if (fault instanceof Unreachable) return null;
  throw fault;
}
