/** As phones read it: `WIFI:T:WPA;S:name;P:secret;;`, with `\\`, `;`, `,`, `:` and `"` escaped. */
export function wifiCode(name: string, password: string): string {
  const escaped = (text: string) => text.replace(/[\\;,:"]/g, '\\$&');
  return password ? `WIFI:T:WPA;S:${escaped(name)};P:${escaped(password)};;` : `WIFI:T:nopass;S:${escaped(name)};;`;
}
