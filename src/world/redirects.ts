/** mostRedirects is how often a server may send us on. */
export const mostRedirects = 5
