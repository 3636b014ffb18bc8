import type { presentation as vi } from '../vi/presentation.ts';

export const presentation: typeof vi = {
  presentation: 'Presentation',
  startPresenting: 'Present',
  stopPresenting: 'Stop presenting',
  handTo: 'Presenter',
  chairsSide: 'Chair and secretariat',
  notPresenting: 'Nothing is being presented.',
  youPresent: 'You are presenting: the page you open is the hall’s page.',
  presentThis: 'Present this document',
};
