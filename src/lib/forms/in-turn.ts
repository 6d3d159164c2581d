import type { SubmitFunction } from '@sveltejs/kit';
import { tick } from 'svelte';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isField = (element: Element): element is Field =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement;

const isOther = (file: File | undefined, sent: FormDataEntryValue | null) =>
  file !== undefined &&
  !(
    sent instanceof File &&
    file.name === sent.name &&
    file.size === sent.size &&
    file.lastModified === sent.lastModified
  );

/** What was typed or chosen after a form was sent; the answer knows nothing of it and would wipe it out. */
const changedSince = (form: HTMLFormElement, sent: FormData): (() => void) => {
  const putBack: ((field: Field) => void)[] = [];
  const names: string[] = [];
  for (const field of form.elements) {
    if (!isField(field) || ['checkbox', 'radio', 'hidden'].includes(field.type)) continue;
    const { name, value } = field;
    if (field.type === 'file') {
      const { files } = field as HTMLInputElement;
      if (!isOther(files?.[0], sent.get(name))) continue;
      putBack.push((now) => ((now as HTMLInputElement).files = files));
    } else {
      if (!sent.has(name) || sent.get(name) === value) continue;
      putBack.push((now) => (now.value = value));
    }
    names.push(name);
  }
  return () => {
    for (const [i, name] of names.entries()) {
      const now = form.elements.namedItem(name);
      if (now instanceof Element && isField(now)) putBack[i]!(now);
    }
  };
};

/**
 * For a form of which every button posts, and files go ahead as soon as they are chosen: one is sent after the other,
 * never two at once, and what is typed or chosen while one is under way stays.
 */
export const inTurn = (tell: (working: boolean) => void): SubmitFunction => {
  let working = false;
  const waiting: HTMLElement[] = [];
  return ({ cancel, submitter, formElement, formData }) => {
    if (working) {
      cancel();
      if (submitter) waiting.push(submitter);
      return;
    }
    working = true;
    tell(true);
    return async ({ update }) => {
      const putBack = changedSince(formElement, formData);
      await update({ reset: false });
      await tick();
      putBack();
      working = false;
      tell(false);
      // A button of a row that went meanwhile is gone with it.
      let next = waiting.shift();
      while (next && !formElement.contains(next)) next = waiting.shift();
      if (next && formElement.isConnected) formElement.requestSubmit(next);
    };
  };
};
