import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

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

/** sjcl, below the blind signatures, asks Node for chance where there is no browser; in one it never does. */
const noNodeCrypto = (): Plugin => ({
  name: 'no-node-crypto',
  enforce: 'pre',
  resolveId: (id) => (id === 'crypto' ? '\0no-node-crypto' : undefined),
  load: (id) => (id === '\0no-node-crypto' ? 'export default {};' : undefined),
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

/** The tablet's page installs, and opens without a network; documents are kept by client/offline, nothing else is. */
const webApp = () =>
  VitePWA({
    strategies: 'generateSW',
    // client/offline registers it, once the page has nothing better to do.
    injectRegister: null,
    manifestFilename: 'app.webmanifest',
    manifest: {
      name: 'Nghị Trường',
      short_name: 'Nghị Trường',
      description: 'Kỳ họp không giấy',
      lang: 'vi',
      start_url: '/delegate/',
      scope: '/',
      display: 'standalone',
      background_color: '#f3f5f8',
      theme_color: '#0a4f94',
      icons: [
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
    workbox: {
      globPatterns: [
        'index.html',
        'delegate/index.html',
        'icon.svg',
        'assets/*.{js,mjs,css,woff2}',
        'pdfjs/{standard_fonts,wasm}/*',
      ],
      // Only for exports and sheets, and larger than all the rest; never pdf.js itself, which is called pdf-….
      globIgnores: ['assets/{export-pdf,print-pdf,sheet,sheet-pdf,sheet-docx,paper-editor}-*', 'assets/*.ttf'],
      maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      // A page is itself, whatever meeting stands behind its address; one that is not kept comes from the server, and no
      // other page stands in for it.
      ignoreURLParametersMatching: [/./],
      navigateFallback: null,
      inlineWorkboxRuntime: true,
      cleanupOutdatedCaches: true,
      sourcemap: false,
      runtimeCaching: [
        {
          // From what client/offline has put there, else from the server; never put there by being read, since not
          // everything may be kept.
          urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/documents/'),
          handler: 'CacheFirst',
          options: {
            cacheName: 'documents',
            rangeRequests: true,
            plugins: [{ cacheWillUpdate: async () => null }],
          },
        },
        {
          urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/pdfjs/'),
          handler: 'CacheFirst',
          options: { cacheName: 'pdfjs' },
        },
      ],
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
            // The server, the intake's worker process and the ballots' signing thread (both started by name from beside the
            // server), and the intake alone.
            input: [
              'main.ts',
              'documents/examiner.ts',
              'documents/intake-cli.ts',
              'ballots/signer.ts',
              'reports/export-cli.ts',
              'manage-cli.ts',
              'operation/backup-cli.ts',
              'site/site-cli.ts',
            ].map((entry) => join(root, 'server', entry)),
            output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
          },
        },
      }
    : {
        root: join(root, 'client'),
        base: '/',
        plugins: [noNodeCrypto(), pdfjsData(), webApp(), precompressed()],
        // What one build has put into a browser's storage, another may not understand.
        define: { 'import.meta.env.BUILD': JSON.stringify(Date.now().toString(36)) },
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
              'setup/index.html',
              'desk/index.html',
              'hand-in/index.html',
              'answer/index.html',
              'verifier/index.html',
            ].map((page) => join(root, 'client', page)),
          },
        },
      },
);
