/** A Markdown page with the table of an OpenAPI document's calls between its marks. @throws when a mark is missing. */
export declare function withCalls(markdown: string, document: unknown): string;
