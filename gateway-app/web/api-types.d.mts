/** The types of the API at an address, as TypeScript text. */
export declare function apiTypes(gateway: string): Promise<string>;
