/**
 * The door beside HTTPS: plain HTTP, for tablets that do not trust this server yet. It has one page, what that page
 * needs, and a redirect for everything else; it sets no cookie and reads none.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Authority, derOf } from './authority.ts';
import { doorPage, doorScript, doorStyle } from './door-page.ts';

export interface DoorOptions {
  /** Null where the certificate is one that devices trust already: then there is nothing to install. */
  authority: Authority | null;
  /** The port of HTTPS. */
  port: () => number;
}

const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Apple's own form: opened on an iPad, it is offered under Settings as a profile to install. */
function profile(certificate: Buffer): string {
  const payload = certificate.toString('base64');
  const [inner, outer] = [randomUUID().toUpperCase(), randomUUID().toUpperCase()];
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>PayloadContent</key><array><dict>
<key>PayloadCertificateFileName</key><string>nghi-truong.cer</string>
<key>PayloadContent</key><data>${payload}</data>
<key>PayloadDescription</key><string>Nghị Trường</string>
<key>PayloadDisplayName</key><string>Nghị Trường</string>
<key>PayloadIdentifier</key><string>vn.nghi-truong.authority</string>
<key>PayloadType</key><string>com.apple.security.root</string>
<key>PayloadUUID</key><string>${inner}</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></array>
<key>PayloadDisplayName</key><string>Nghị Trường</string>
<key>PayloadIdentifier</key><string>vn.nghi-truong.hall</string>
<key>PayloadRemovalDisallowed</key><false/>
<key>PayloadType</key><string>Configuration</string>
<key>PayloadUUID</key><string>${outer}</string>
<key>PayloadVersion</key><integer>1</integer>
</dict></plist>
`;
}

/** A host as a browser sent it, without its port; null where it is none that a redirect may name. */
export function hostIn(header: string | undefined): string | null {
  const found = /^(\[[0-9a-f:]+\]|[a-z0-9.-]{1,253})(?::\d{1,5})?$/i.exec(header ?? '');
  return found?.[1] ?? null;
}

export function door({ authority, port }: DoorOptions): RequestListener {
  const certificate = authority && derOf(authority.certificate);
  const send = (response: ServerResponse, type: string, content: string | Buffer, more: Record<string, string> = {}) =>
    response
      .writeHead(200, {
        'Content-Type': type,
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'no-store',
        ...more,
      })
      .end(content);
  return (request: IncomingMessage, response: ServerResponse) => {
    const host = hostIn(request.headers.host);
    if (host === null || (request.method !== 'GET' && request.method !== 'HEAD')) {
      response.writeHead(host === null ? 400 : 405).end();
      return;
    }
    const https = `https://${host}:${port()}`;
    const [path = '/'] = (request.url ?? '/').split('?');
    const onward = (to: string) => response.writeHead(307, { Location: to, 'Cache-Control': 'no-store' }).end();
    if (!authority || !certificate) return onward(`${https}${request.url}`);
    switch (path) {
      case '/tin-cay':
      case '/tin-cay/':
        return send(response, 'text/html; charset=utf-8', doorPage(https, authority.fingerprint));
      case '/tin-cay/trang.css':
        return send(response, 'text/css; charset=utf-8', doorStyle);
      case '/tin-cay/trang.js':
        return send(response, 'text/javascript; charset=utf-8', doorScript);
      case '/tin-cay/nghi-truong.cer':
        return send(response, 'application/x-x509-ca-cert', certificate, {
          'Content-Disposition': 'attachment; filename="nghi-truong.cer"',
        });
      case '/tin-cay/nghi-truong.mobileconfig':
        return send(response, 'application/x-apple-aspen-config', profile(certificate), {
          'Content-Disposition': 'attachment; filename="nghi-truong.mobileconfig"',
        });
      case '/':
        // Whoever types the address without more is led through the door.
        return onward('/tin-cay');
      default:
        return onward(`${https}${request.url}`);
    }
  };
}
