/** Where a command was called: npm runs it in the project's folder, and names are meant from where its caller stands. */
export const calledFrom = (): string => process.env.INIT_CWD ?? process.cwd();
