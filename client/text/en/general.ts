import type { general as vi } from '../vi/general.ts';

export const general: typeof vi = {
  product: 'Nghị Trường',
  signIn: 'Sign in',
  signOut: 'Sign out',
  code: 'Card code',
  pin: 'PIN',
  openConsole: 'Chair’s console',
  openTablet: 'Delegate’s tablet',
  openScreen: 'Big screen',
  nothingOn: 'No meeting is on in this hall',
  desk: 'Desk',
  language: 'Tiếng Việt',
  languageName: 'Switch to Vietnamese',
  insecureNetwork: 'This connection is NOT encrypted: no secret votes, and PINs can be read on the network.',
  goBack: 'Go back',
  endLogin: 'Sign that device out',
  serverUnreachable: 'The server can’t be reached. Check the hall’s Wi-Fi, then try again.',
};
