import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;

/** pdf.js' worker data (character maps, standard fonts, decoders): served by us, loaded when a document needs it. */
const pdfjsData = (): Plugin => ({
  name: 'pdfjs-data',
  apply: 'build',
  writeBundle({ dir }) {
    for (const folder of ['cmaps', 'standard_fonts', 'wasm', 'iccs']) {
      cpSync(join(root, 'node_modules/pdfjs-dist', folder), join(dir!, 'pdfjs', folder), { recursive: true });
    }
  },
});

/** Writes a .br beside every text file, once at build, so that the server never compresses while a meeting runs. */
const precompressed = (): Plugin => ({
  name: 'precompressed',
  apply: 'build',
  enforce: 'post',
  writeBundle({ dir }) {
    for (const name of readdirSync(dir!, { recursive: true, encoding: 'utf8' })) {
      const path = join(dir!, name);
      if (!/\.(m?js|css|html|svg|json)$/.test(name) || statSync(path).size < 1024) continue;
      const content = readFileSync(path);
      writeFileSync(
        `${path}.br`,
        brotliCompressSync(content, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
        }),
      );
    }
  },
});

export default defineConfig(({ isSsrBuild }) =>
  isSsrBuild
    ? {
        root,
        publicDir: false,
        build: {
          target: 'node20',
          minify: false,
          ssr: true,
          rollupOptions: {
            // The server, the intake's worker process (started by name from beside the server), and the intake alone.
            input: ['main.ts', 'documents/examiner.ts', 'documents/intake-cli.ts'].map((entry) =>
              join(root, 'server', entry),
            ),
            output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
          },
        },
      }
    : {
        root: join(root, 'client'),
        base: '/',
        plugins: [pdfjsData(), precompressed()],
        build: {
          target: 'es2022',
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          chunkSizeWarningLimit: 1500,
          rollupOptions: {
            checks: { pluginTimings: false },
            input: [
              'index.html',
              'delegate/index.html',
              'chair/index.html',
              'display/index.html',
              'secretariat/index.html',
            ].map((page) => join(root, 'client', page)),
          },
        },
      },
);
