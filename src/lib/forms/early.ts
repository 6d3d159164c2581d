type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
const early = new Map<Typed, string | boolean>();

const isBox = (element: Typed): element is HTMLInputElement =>
  element instanceof HTMLInputElement && (element.type === 'checkbox' || element.type === 'radio');

const note = (element: Typed) => {
  if (isBox(element)) {
    if (element.checked !== element.defaultChecked) early.set(element, element.checked);
    else early.delete(element);
  } else if (element instanceof HTMLSelectElement) {
    const { selectedOptions } = element;
    if ([...selectedOptions].some((option) => !option.defaultSelected)) early.set(element, element.value);
  } else if (element.type !== 'file' && element.value !== element.defaultValue) {
    early.set(element, element.value);
  }
};

const listen = ({ target }: Event) => {
  if (target instanceof Element && target.matches('input, textarea, select')) note(target as Typed);
};

/**
 * What somebody typed or ticked while the scripts were still on their way, up to the moment in which they take the page
 * over, which would wipe it out.
 */
export const rememberTyped = () => {
  for (const element of document.querySelectorAll<Typed>('input, textarea, select')) note(element);
  for (const kind of ['input', 'change']) document.addEventListener(kind, listen, true);
};

/** Puts it back, and tells whoever listens, once the page has been taken over. */
export const restoreTyped = () => {
  for (const kind of ['input', 'change']) document.removeEventListener(kind, listen, true);
  for (const [element, value] of early) {
    if (!element.isConnected) continue;
    if (typeof value === 'boolean') (element as HTMLInputElement).checked = value;
    else element.value = value;
    element.dispatchEvent(new Event('input', { bubbles: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }
  early.clear();
};
