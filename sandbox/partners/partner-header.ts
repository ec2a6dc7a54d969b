/** Header by which the preload in a function's worker tells the gateway which outside host a request was meant for. */
export const partnerHostHeader = 'x-casewarden-host';
