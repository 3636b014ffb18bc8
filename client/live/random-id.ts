/** 24 hexadecimal digits by chance; also where `crypto.randomUUID` is missing: plain HTTP off the loopback. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
