/** Over plain HTTP on a network every page says so: PINs can be read there, and secret votes are not possible. */
import { text } from '../text/language.ts';

if (!globalThis.isSecureContext) {
  const words = document.createElement('p');
  words.className = 'insecure';
  words.setAttribute('role', 'note');
  const say = () => {
    words.textContent = text().insecureNetwork;
  };
  say();
  addEventListener('language', say);
  document.body.append(words);
}
