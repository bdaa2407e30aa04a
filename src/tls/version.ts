/** Versions as records and hellos have them (RFC 8446 §4.1.2). */
export const TLS_1_0 = 0x0301;
export const TLS_1_1 = 0x0302;
export const TLS_1_2 = 0x0303;
export const TLS_1_3 = 0x0304;
