/** Signing in on a tablet: what another person has left on it goes. */
export async function arriveAtTablet(person: string): Promise<void> {
  const { handOverTo } = await import('./keeper.ts');
  await handOverTo(person).catch(() => undefined); // no storage here: nothing was left
}

/** Signing out of a tablet: nothing of the person stays on it, but notes that are nowhere else yet. */

export async function leaveTablet(person: string | undefined): Promise<void> {
  const [{ forgetDocuments }, { forgetView }, { forgetNotes }] = await Promise.all([
    import('./keeper.ts'),
    import('./last-view.ts'),
    import('../notes/store.ts'),
  ]);
  await forgetDocuments().catch(() => undefined); // no storage here: nothing to forget
  forgetView();
  if (person) await forgetNotes(person);
}
