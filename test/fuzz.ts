/** `npm run fuzz -- N`: the fuzzers of the borders, N of each kind (100,000 where nothing is said), each time by another seed. */
process.env.FUZZ_RUNS = String(Number(process.argv[2] ?? 100_000));
process.env.FC_SEED ??= String(Date.now() % 2_147_483_647);
console.log(`# ${process.env.FUZZ_RUNS} of each, seed ${process.env.FC_SEED}`);
const begun = process.memoryUsage.rss();
await import('./server/fuzz.test.ts');
process.on('exit', () =>
  console.log(
    `# memory of the fuzzer: ${Math.round(begun / 1024 ** 2)} → ${Math.round(process.memoryUsage.rss() / 1024 ** 2)} MB`,
  ),
);

export {};
