/** Says this server's name on the hall's network (mDNS), so that nobody types an address. */
import { Bonjour } from 'bonjour-service';

/**
 * Announces a name and the pages behind it. A network without multicast has no names: that is said, and the addresses
 * stay.
 * @param name ends in `.local`
 * @returns the way to take it back
 */
export function announceName(
  name: string,
  port: number,
  warn: (message: string, error?: unknown) => void,
): () => Promise<void> {
  const failed = (error: unknown) =>
    warn(`The name ${name} could not be announced; the server is there under its addresses.`, error);
  const bonjour = new Bonjour({}, failed);
  try {
    bonjour.publish({ name: 'Nghị Trường', type: 'https', port, host: name, txt: { path: '/' } }).on('error', failed);
  } catch (error) {
    failed(error);
  }
  return () =>
    new Promise((done) => {
      // A network that is gone hears no farewell; nobody waits for it.
      const timer = setTimeout(done, 500);
      bonjour.unpublishAll(() =>
        bonjour.destroy(() => {
          clearTimeout(timer);
          done();
        }),
      );
    });
}
