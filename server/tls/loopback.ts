/** Whether an address is this machine's own, that no network reaches. */
export const isLoopback = (host: string): boolean => /^(127\.[\d.]+|::1|\[::1\]|localhost)$/.test(host);
