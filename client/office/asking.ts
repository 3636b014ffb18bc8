/** What the forms of desk and secretariat do alike: read a field, say a refusal. */
import { oneLine } from '../../shared/ids.ts';
import type { Refusal } from '../../shared/wire/rejections.ts';
import { notify } from '../app/requests.ts';
import { currentLanguage } from '../text/language.ts';

/** A field of a form on one line; empty where it is none. */
export const fieldText = (fields: FormData, name: string): string => oneLine(String(fields.get(name) ?? ''));

/** Says why something was refused, in the language of the page. */
export const sayRefusal = (from: EventTarget, refusal: Refusal): void =>
  notify(from, refusal[currentLanguage()], 'bad');
