import { defineConfig, type Plugin } from 'vite';

declare const process: { readonly env: Readonly<Record<string, string | undefined>> };

// The design system draws its icons with data: addresses, which the policy default-src 'self' forbids. Each becomes a
// file of our own.
function iconsAsFiles(): Plugin {
  const inData = /url\((?:(["'])data:image\/svg\+xml(?:;charset=utf-8)?,(.*?)\1|data:image\/svg\+xml(?:;charset=utf-8)?,([^)"']*))\)/g;
  return {
    name: 'icons-as-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        const css = typeof file.source === 'string' ? file.source : new TextDecoder().decode(file.source);
        file.source = css.replace(inData, (_whole, _quote, quoted?: string, bare?: string) => {
          const svg = quoted ?? bare ?? '';
          const icon = this.emitFile({ type: 'asset', name: 'icon.svg', source: decodeURIComponent(svg) });
          return `url("./${this.getFileName(icon).split('/').pop()}")`;
        });
      }
    },
  };
}

export default defineConfig({
  base: '/',
  plugins: [iconsAsFiles()],
  build: {
    outDir: process.env['PROCURED_DASHBOARD_OUT'] ?? '../../build/dashboard',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: { proxy: { '/api': process.env['PROCURED_API'] ?? 'http://127.0.0.1:8080' } },
});
